import { build } from "esbuild";

// One file of plain JavaScript, so that an image holds Node and nothing else. CommonJS dependencies still call require.
await build({
  entryPoints: ["src/main.ts"],
  outfile: "dist/gateway.mjs",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node24",
  sourcemap: "linked",
  legalComments: "none",
  external: ["pg-native", "bufferutil", "utf-8-validate"],
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
