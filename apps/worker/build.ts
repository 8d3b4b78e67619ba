import { fileURLToPath } from "node:url";
import { build } from "esbuild";

// One file that Node runs as it is. CommonJS dependencies inside it still ask for `require`.
await build({
  entryPoints: [fileURLToPath(new URL("src/main.ts", import.meta.url))],
  outfile: fileURLToPath(new URL("dist/worker.mjs", import.meta.url)),
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  // Native: found beside the program, or the worker leaves learning to others.
  external: ["pg-native", "onnxruntime-node"],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  sourcemap: true,
  logLevel: "warning",
});
