import { fileURLToPath } from "node:url";
import { bundleFleet, bundlePersona } from "./bundle.ts";

const dist = fileURLToPath(new URL("dist", import.meta.url));
await bundleFleet(`${dist}/fleet.mjs`);
await bundlePersona(dist);
