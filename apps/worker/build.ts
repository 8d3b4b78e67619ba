import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const dist = path.join(import.meta.dirname, "dist");

// Files that Node runs as they are: the worker, what it runs for each item, and what makes its keys. CommonJS dependencies still ask for `require`.
await build({
  entryPoints: {
    worker: path.join(import.meta.dirname, "src/main.ts"),
    "rollout-child": path.join(import.meta.dirname, "src/rollouts/rollout-child.ts"),
    "trial-child": path.join(import.meta.dirname, "src/trials/trial-child.ts"),
    "refinement-child": path.join(import.meta.dirname, "src/refinements/refinement-child.ts"),
    "sandbox-child": path.join(import.meta.dirname, "../../infra/gate/src/sandbox/sandbox-child.ts"),
    "scenario-thread": path.join(import.meta.dirname, "../../infra/gate/src/behaviour/scenario-thread.ts"),
    "trust-keys": path.join(import.meta.dirname, "src/trust/keys-main.ts"),
  },
  outdir: dist,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  external: ["pg-native", "onnxruntime-node"],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
  sourcemap: true,
  logLevel: "warning",
});
copyRuntime(path.join(dist, "node_modules"));

/** ONNX Runtime cannot be bundled: its JavaScript and the library for this platform lie beside the bundles. */
function copyRuntime(modules: string): void {
  const adapter = createRequire(fileURLToPath(import.meta.resolve("@fleet-persona/onnx-runtime")));
  const node = path.resolve(adapter.resolve("onnxruntime-node"), "../..");
  const common = path.resolve(
    createRequire(adapter.resolve("onnxruntime-node")).resolve("onnxruntime-common"),
    "../../..",
  );
  const native = path.join("bin/napi-v6", process.platform, process.arch);
  const copy = (from: string, to: string, part: string): void =>
    cpSync(path.join(from, part), path.join(modules, to, part), {
      recursive: true,
      dereference: true,
      // What CUDA or TensorRT left there is a gigabyte that a worker never loads.
      filter: (source) => !/cuda|tensorrt|providers|\.(?:map|d\.ts)$/.test(path.basename(source)),
    });
  rmSync(modules, { recursive: true, force: true });
  for (const part of ["package.json", "dist", native]) copy(node, "onnxruntime-node", part);
  for (const part of ["package.json", "dist/cjs"]) copy(common, "onnxruntime-common", part);
}
