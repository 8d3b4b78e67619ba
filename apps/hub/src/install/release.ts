import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { verifyRelease, type AgentRelease } from "@fleet-persona/persona";

/** Where a release lies, and whose signature this hub believes. */
export type ReleaseSettings = {
  /** `release.json`; the files it names are in the same folder. */
  readonly manifest: string;
  readonly signature: string;
  readonly publicKey: Uint8Array;
};

export type ReleaseFile = { readonly path: string; readonly bytes: number; readonly sha256: string };

export type HubRelease =
  | {
      readonly kind: "ready";
      readonly release: AgentRelease;
      /** SHA-256 of `release.json` and of the installer, hex: what an install line names. */
      readonly digest: string;
      readonly installerDigest: string;
    }
  | { readonly kind: "unavailable"; readonly why: string };

/** The release this hub hands out: signed by the release key, or not at all. */
export async function hubRelease(settings: ReleaseSettings | null): Promise<HubRelease> {
  if (settings === null) return unavailable("AGENT_RELEASE is not set: it names the release.json of an agent release.");
  const [manifest, signature] = await Promise.all([
    readFile(settings.manifest).catch(() => null),
    readFile(settings.signature, "utf8").catch(() => null),
  ]);
  if (manifest === null || signature === null)
    return unavailable(
      "release.json or its signature cannot be read; check AGENT_RELEASE and AGENT_RELEASE_SIGNATURE.",
    );
  const verified = verifyRelease(manifest, signature, settings.publicKey);
  if (verified.kind === "refused") return unavailable(`${verified.message} Put the release in place again, whole.`);
  const installer = verified.release.files.find(({ name }) => name === "install.sh");
  if (installer === undefined) return unavailable("The release has no install.sh.");
  return { kind: "ready", release: verified.release, digest: verified.digest, installerDigest: installer.sha256 };
}

/** A file of the release, when it still is the one that was signed; null else. */
export async function releaseFile(settings: ReleaseSettings, name: string): Promise<ReleaseFile | null> {
  const release = await hubRelease(settings);
  const listed = release.kind === "ready" ? release.release.files.find((file) => file.name === name) : undefined;
  if (listed === undefined) return null;
  const path = join(dirname(settings.manifest), name);
  const sha256 = await digestOf(path).catch(() => null);
  return sha256 === listed.sha256 ? { path, bytes: listed.bytes, sha256 } : null;
}

type Known = { readonly modifiedMs: number; readonly bytes: number; readonly sha256: string };
const known = new Map<string, Known>();

// An archive has 50 MB: it is read again only when it changed.
async function digestOf(path: string): Promise<string> {
  const { mtimeMs: modifiedMs, size: bytes } = await stat(path);
  const before = known.get(path);
  if (before?.modifiedMs === modifiedMs && before.bytes === bytes) return before.sha256;
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest("hex");
  known.set(path, { modifiedMs, bytes, sha256 });
  return sha256;
}

const unavailable = (why: string): HubRelease => ({ kind: "unavailable", why });
