import { chmod } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const outfile = fileURLToPath(new URL("dist/fleet.mjs", import.meta.url));

// One file that runs wherever Node is: what a pipeline downloads.
await build({
  entryPoints: [fileURLToPath(new URL("src/fleet/main.ts", import.meta.url))],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  legalComments: "none",
  logLevel: "warning",
});
await chmod(outfile, 0o755);
