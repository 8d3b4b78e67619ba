import { mkdirSync } from "node:fs";
import path from "node:path";
import { build, type Plugin } from "esbuild";

const root = path.resolve(import.meta.dirname, "..");

// Every language zod can complain in is 300 KB of source that a small process would parse at each start.
const englishOnly: Plugin = {
  name: "zod-in-english",
  setup: (hooks) => {
    hooks.onLoad({ filter: /zod\/v4\/locales\/index\.(?:js|cjs)$/ }, () => ({
      contents: 'export { default as en } from "./en.js";',
      loader: "js",
    }));
  },
};

// An import of a builtin into an ES module reads its every export, the lazy ones too: node:http would load all of undici,
// 5 MB that only `fetch` needs. A require reads what is used.
const builtinsAsNeeded: Plugin = {
  name: "builtins-as-needed",
  setup: (hooks) => {
    hooks.onResolve({ filter: /^node:/ }, ({ path: name, kind }) =>
      kind === "require-call" ? { path: name, external: true } : { path: name, namespace: "builtin" },
    );
    hooks.onLoad({ filter: /^node:/, namespace: "builtin" }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
      loader: "js",
    }));
  },
};

/** Writes dist/fleet-agent.mjs: the whole agent but for onnxruntime-node, whose native part cannot be bundled. */
export function bundleAgent(): Promise<string> {
  return bundle("src/main.ts", "dist/fleet-agent.mjs");
}

/** Writes dist/fleet-agent-helper.mjs: the privileged half, which holds nothing of the agent's. */
export function bundleHelper(): Promise<string> {
  return bundle("src/privileged-helper/main.ts", "dist/fleet-agent-helper.mjs");
}

async function bundle(entry: string, to: string): Promise<string> {
  const outfile = path.join(root, to);
  mkdirSync(path.dirname(outfile), { recursive: true });
  await build({
    entryPoints: [path.join(root, entry)],
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
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    plugins: [englishOnly, builtinsAsNeeded],
    logLevel: "warning",
  });
  return outfile;
}
