import { readFileSync, rmSync } from "node:fs";
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

// What is reached through the name `z` of zod's index cannot be told from all of zod, 140 KB more than the agent needs.
const zodInParts: Plugin = {
  name: "zod-in-parts",
  setup: (hooks) => {
    hooks.onLoad({ filter: /(?:agent|packages\/[a-z-]+)\/src\/.+\.ts$/ }, ({ path: file }) => ({
      contents: readFileSync(file, "utf8").replace('import { z } from "zod";', 'import * as z from "zod";'),
      loader: "ts",
    }));
  },
};

// Without compilers, JavaScript's elliptic curves are a hundred times slower than OpenSSL's.
const nativeCrypto: Plugin = {
  name: "native-crypto",
  setup: (hooks) => {
    const file = path.join(import.meta.dirname, "native-crypto.ts");
    const replace = (filter: RegExp, exported: string): void => {
      hooks.onResolve({ filter }, () => ({ path: exported, namespace: "native-crypto" }));
    };
    replace(/^tweetnacl$/, "nacl as default");
    replace(/^@noble\/hashes\/sha2\.js$/, "sha256");
    hooks.onLoad({ filter: /./, namespace: "native-crypto" }, ({ path: exported }) => ({
      contents: `export { ${exported} } from ${JSON.stringify(file)};`,
      loader: "js",
      resolveDir: import.meta.dirname,
    }));
  },
};

// Of the updater's dependencies the agent needs none: it brings its own client, follows no delegations, and logs itself.
const leanUpdater: Plugin = {
  name: "lean-updater",
  setup: (hooks) => {
    hooks.onResolve({ filter: /^(?:debug|minimatch|@gar\/promise-retry)$/ }, ({ path: name }) => ({
      path: name,
      namespace: "left-out",
    }));
    hooks.onLoad({ filter: /./, namespace: "left-out" }, ({ path: name }) => ({
      contents:
        name === "debug"
          ? "module.exports = () => () => undefined;"
          : "const none = () => { throw new TypeError('left out of the agent'); }; module.exports = { minimatch: () => false, promiseRetry: none };",
      loader: "js",
    }));
  },
};

const AGENT_PLUGINS: readonly Plugin[] = [englishOnly, builtinsAsNeeded, nativeCrypto, leanUpdater, zodInParts];

/**
 * Fills dist/agent with fleet-agent.mjs and the chunks it loads when asked for: commands, kinds of targets, sources. All of
 * the agent but for onnxruntime-node, whose native part cannot be bundled.
 */
export function bundleAgent(outdir = path.join(root, "dist/agent")): Promise<string> {
  return bundle("src/main.ts", outdir, "fleet-agent");
}

/** Fills dist/helper with fleet-agent-helper.mjs: the privileged half, which holds nothing of the agent's. */
export function bundleHelper(): Promise<string> {
  return bundle("src/privileged-helper/main.ts", path.join(root, "dist/helper"), "fleet-agent-helper");
}

function bundle(entry: string, outdir: string, name: string): Promise<string> {
  return bundleProgram(path.join(root, entry), outdir, name);
}

/** Fills `outdir` with a program and its chunks, bundled as the agent is. */
export async function bundleProgram(entry: string, outdir: string, name: string): Promise<string> {
  // Chunks are named by what is in them: those of another build would stay.
  rmSync(outdir, { recursive: true, force: true });
  await build({
    entryPoints: { [name]: entry },
    outdir,
    outExtension: { ".js": ".mjs" },
    chunkNames: "chunks/[name]-[hash]",
    splitting: true,
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
    plugins: [...AGENT_PLUGINS],
    logLevel: "warning",
  });
  return outdir;
}
