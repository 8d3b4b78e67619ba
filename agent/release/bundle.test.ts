import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { bundleAgent } from "./bundle.ts";

const folder = mkdtempSync(path.join(tmpdir(), "bundle-"));
beforeAll(() => bundleAgent(folder));
afterAll(() => rmSync(folder, { recursive: true }));

/** What a file loads at once: itself and, through static imports alone, the chunks below it. */
function loadedWith(file: string, texts = new Map<string, string>()): string {
  if (!texts.has(file)) {
    const text = readFileSync(file, "utf8");
    texts.set(file, text);
    for (const [, name = ""] of text.matchAll(/\bimport(?:[^"();]*from)?"(\.[^"]+)"/g))
      loadedWith(path.resolve(path.dirname(file), name), texts);
  }
  return [...texts.values()].join("\n");
}

function chunk(named: string): string {
  const name = readdirSync(path.join(folder, "chunks")).find((file) => file.startsWith(`${named}-`));
  return path.join(folder, "chunks", name ?? `no chunk ${named}`);
}

const OPENERS = ["openHaproxyTarget", "openNginxTarget", "openUrlTarget", "openLogSource", "openReceiverSource"];

test("bundleAgent gives `run` a chunk that loads no kind of target and no source before the host names it", () => {
  const loaded = loadedWith(chunk("run-command"));
  expect(loaded).toContain("function startAgent");
  for (const opener of OPENERS) expect(loaded).not.toContain(`function ${opener}`);
  expect(loadedWith(chunk("log-source"))).toContain("function openLogSource");
});

test("bundleAgent leaves the updater to the moment something is installed, and elliptic curves to OpenSSL", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".mjs"));
  const texts = files.map((file) => readFileSync(path.join(folder, file), "utf8"));
  expect(texts.filter((text) => text.includes("preorderDepthFirstWalk"))).toHaveLength(1);
  expect(loadedWith(chunk("run-command"))).not.toContain("preorderDepthFirstWalk");
  // Names that only tweetnacl, glob patterns and key files have.
  for (const text of texts) expect(text).not.toMatch(/crypto_sign_keypair|GLOBSTAR|xsalsa20-poly1305/);
});

test("bundleAgent imports no builtin as an ES module but the one that makes a require", () => {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".mjs"));
  const builtins = files.flatMap((file) => {
    const text = readFileSync(path.join(folder, file), "utf8");
    return [...text.matchAll(/\bimport[^"();]*from ?"(node:[^"]+)"/g)].map(([, name]) => name);
  });
  expect([...new Set(builtins)]).toEqual(["node:module"]);
});
