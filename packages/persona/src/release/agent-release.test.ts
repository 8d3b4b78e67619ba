import { expect, test } from "vitest";
import { keyPairFromSeed } from "../ed25519.ts";
import { sealRelease, verifyRelease, type AgentRelease } from "./agent-release.ts";

const key = keyPairFromSeed(new Uint8Array(32).fill(7));
const other = keyPairFromSeed(new Uint8Array(32).fill(8));
const release: AgentRelease = {
  schema: "fleet-persona-agent-release/1",
  version: "1.2.3",
  files: [{ name: "install.sh", bytes: 10, sha256: "a".repeat(64) }],
};

test("verifyRelease takes what the release key signed, byte for byte", () => {
  const { manifest, signature } = sealRelease(release, key);
  expect(verifyRelease(manifest, signature, key.publicKey)).toMatchObject({ kind: "verified", release });
});

test.each([
  { name: "one file's digest replaced on the hub", change: (text: string) => text.replace("aaaa", "aaab") },
  { name: "a byte appended", change: (text: string) => `${text} ` },
])("verifyRelease refuses a release with $name", ({ change }) => {
  const { manifest, signature } = sealRelease(release, key);
  const changed = new TextEncoder().encode(change(new TextDecoder().decode(manifest)));
  expect(verifyRelease(changed, signature, key.publicKey)).toMatchObject({ code: "release-signature" });
});

test("verifyRelease refuses a release that another key signed, and signatures that are none", () => {
  const { manifest, signature } = sealRelease(release, other);
  expect(verifyRelease(manifest, signature, key.publicKey)).toMatchObject({ code: "release-signature" });
  for (const nothing of ["", "not base64!", "AAAA"])
    expect(verifyRelease(manifest, nothing, key.publicKey)).toMatchObject({ code: "release-signature" });
});

test("verifyRelease refuses what is signed and no release", () => {
  const { manifest, signature } = sealRelease(release, key);
  expect(manifest.length).toBeGreaterThan(0);
  expect(() => sealRelease({ ...release, version: "latest" }, key)).toThrow(/three numbers/);
  expect(verifyRelease(new Uint8Array(70_000), signature, key.publicKey)).toMatchObject({ code: "release-invalid" });
});
