import { fileURLToPath } from "node:url";
import { bundleGateway } from "./bundle.ts";

await bundleGateway(fileURLToPath(new URL("dist/gateway.mjs", import.meta.url)));
