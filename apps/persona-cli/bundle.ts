import { chmod } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions } from "esbuild";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const common: BuildOptions = {
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  legalComments: "none",
  // CommonJS dependencies in an ES module still call require.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  logLevel: "warning",
};

/** Writes `fleet` as one file that runs wherever Node is: what a pipeline downloads. */
export async function bundleFleet(outfile: string): Promise<void> {
  await build({ ...common, entryPoints: [here("src/fleet/main.ts")], outfile });
  await chmod(outfile, 0o755);
}

/** Writes `persona`, the threads it works with and the child of its sandbox into a folder. ONNX Runtime is native and has to be installed beside them. */
export async function bundlePersona(folder: string): Promise<void> {
  await build({
    ...common,
    entryPoints: {
      persona: here("src/persona/main.ts"),
      thread: here("../../infra/learning-jobs/src/thread.ts"),
      "lane-thread": here("../../infra/learning-jobs/src/lane-thread.ts"),
      "scenario-thread": here("../../infra/gate/src/behaviour/scenario-thread.ts"),
      "sandbox-child": here("../../infra/gate/src/sandbox/sandbox-child.ts"),
    },
    outdir: folder,
    outExtension: { ".js": ".mjs" },
    external: ["onnxruntime-node", "pg-native"],
  });
  await chmod(`${folder}/persona.mjs`, 0o755);
}
