import { readFileSync } from "node:fs";
import { canonicalBytes, keyPairFromSeed, sealBundle, type Manifest } from "@fleet-persona/persona";
import { sha256 } from "@noble/hashes/sha2.js";
import { afterEach, expect, it, vi } from "vitest";
import { fetchPersona } from "./fetch-persona.ts";

const bundle = (file: string) =>
  new Uint8Array(readFileSync(new URL(`../../../../personas/flash-sale/bundle/${file}`, import.meta.url)));

const sealed = sealBundle({
  manifest: JSON.parse(new TextDecoder().decode(bundle("persona.json"))) as Omit<Manifest, "files">,
  files: {
    "policy.onnx": bundle("policy.onnx"),
    "card.md": bundle("card.md"),
    "evidence.json": bundle("evidence.json"),
  },
  keyPairs: [keyPairFromSeed(new Uint8Array(32).fill(7))],
});
const digest = Buffer.from(sha256(sealed.get("persona.json") ?? new Uint8Array())).toString("hex");

/** A hub that serves these files and no others. */
function serve(files: Readonly<Record<string, Uint8Array | undefined>>): void {
  vi.stubGlobal("fetch", (address: string) => {
    const content = files[new URL(address, "http://hub.example").searchParams.get("file") ?? ""];
    return Promise.resolve(
      new Response(content && Buffer.from(content), { status: content === undefined ? 404 : 200 }),
    );
  });
}
const honest = { "persona.json": sealed.get("persona.json"), "policy.onnx": sealed.get("policy.onnx") };

afterEach(() => vi.unstubAllGlobals());

it("fetchPersona hands out a policy whose digests lead from the decision to its bytes", async () => {
  serve(honest);
  expect(await fetchPersona("f", digest)).toMatchObject({
    kind: "ready",
    manifest: { id: "fleet-persona/flash-sale" },
  });
});

it.each<[string, Partial<typeof honest>, RegExp]>([
  [
    "another policy",
    { "policy.onnx": bundle("policy.onnx").map((byte, at) => (at === 900 ? byte ^ 1 : byte)) },
    /SHA-256/,
  ],
  ["another manifest", { "persona.json": canonicalBytes({ schema: "fleet-persona/1" }) }, /not the one/],
  ["what the tenant may not run", { "policy.onnx": undefined }, /library/],
])("fetchPersona does not ask %s", async (_, change, sentence) => {
  serve({ ...honest, ...change });
  expect(await fetchPersona("f", digest)).toMatchObject({
    kind: "unusable",
    sentence: expect.stringMatching(sentence),
  });
});

it("fetchPersona rejects when the hub fails, so that it is asked again", async () => {
  vi.stubGlobal("fetch", () => Promise.resolve(new Response("", { status: 502 })));
  await expect(fetchPersona("f", digest)).rejects.toThrow("502");
});
