import { mkdirSync } from "node:fs";
import path from "node:path";
import { build } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

/** Writes dist/fleet-agent.mjs: the whole agent but for onnxruntime-node, whose native part cannot be bundled. */
export async function bundleAgent(): Promise<string> {
  const outfile = path.join(root, "dist/fleet-agent.mjs");
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(root, "src/main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    minifySyntax: true,
    minifyWhitespace: true,
    // The sketches need protobufjs only to write themselves to protobuf, which the agent never asks of them.
    external: ["onnxruntime-node", "protobufjs/minimal"],
    // ws is CommonJS: inside an ES module it needs a require of its own.
    banner: { js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  return outfile;
}
