import { chmod } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Writes `fleet` as one file that runs wherever Node is: what a pipeline downloads. */
export async function bundleFleet(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("src/fleet/main.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node22",
    legalComments: "none",
    // CommonJS dependencies in an ES module still call require.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  await chmod(outfile, 0o755);
}
