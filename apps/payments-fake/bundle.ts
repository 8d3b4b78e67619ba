import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** Writes the payments fake as one file of plain JavaScript: an image holds it and Node, nothing else. */
export async function bundlePaymentsFake(outfile: string): Promise<void> {
  await build({
    entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    target: "node24",
    sourcemap: "linked",
    legalComments: "none",
    // CommonJS dependencies in an ES module still call require.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "warning",
  });
}
