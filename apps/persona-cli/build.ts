import { fileURLToPath } from "node:url";
import { bundleFleet } from "./bundle.ts";

await bundleFleet(fileURLToPath(new URL("dist/fleet.mjs", import.meta.url)));
