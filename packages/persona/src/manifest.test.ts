import { describe, expect, it } from "vitest";
import { canonicalBytes } from "./canonical.ts";
import { keyPairFromSeed } from "./ed25519.ts";
import { type Manifest, manifestSchema } from "./manifest.ts";
import { sampleFiles, sampleManifest } from "./sample-bundle.fixture.ts";
import { sealBundle } from "./seal-bundle.ts";

const keyPairs = [keyPairFromSeed(new Uint8Array(32).fill(3))];
const sealed = (training: Manifest["training"]): Uint8Array => {
  const bundle = sealBundle({ manifest: { ...sampleManifest, training }, files: sampleFiles, keyPairs });
  return bundle.get("persona.json") ?? new Uint8Array();
};
const read = (bytes: Uint8Array): unknown => JSON.parse(new TextDecoder().decode(bytes));

describe("manifestSchema", () => {
  const refined = {
    ...sampleManifest.training,
    experiments: ["6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11"],
    dataset: { version: "ab".repeat(32), episodes: 400, steps: 17_000 },
  };

  it("leaves a manifest that was not refined from experiments as it was, byte by byte", () => {
    const bytes = sealed(sampleManifest.training);
    const parsed = manifestSchema.parse(read(bytes));
    expect(Object.keys(parsed.training)).not.toContain("experiments");
    expect(canonicalBytes(parsed)).toEqual(bytes);
  });

  it("keeps which experiments and which dataset a refined version comes from", () => {
    const bytes = sealed(refined);
    expect(canonicalBytes(manifestSchema.parse(read(bytes)))).toEqual(bytes);
    expect(manifestSchema.parse(read(bytes)).training).toEqual(refined);
  });

  it.each([
    ["an experiment that is no id", { experiments: ["the one of last week"] }],
    ["a dataset without its version", { dataset: { episodes: 1, steps: 2 } }],
    ["a field it does not know", { campaign: "spring" }],
  ])("refuses %s", (_, training) => {
    const manifest = { ...(read(sealed(refined)) as Manifest), training: { ...refined, ...training } };
    expect(manifestSchema.safeParse(manifest).success).toBe(false);
  });
});
