import { sha256 } from "@noble/hashes/sha2.js";
import { base64, hex, utf8 } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";
import { signBytes, verifySignature, type KeyPair } from "../ed25519.ts";

const RELEASE_LIMIT = 64 * 1024;
// What is signed begins with its own name, so that no signature over something else can pass for one of a release.
const CONTEXT = "fleet-persona-agent-release/1\n";

export const agentReleaseSchema = z.strictObject({
  schema: z.literal("fleet-persona-agent-release/1"),
  /** Of the agent, `1.2.3`. */
  version: z.string().regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/, "must be three numbers"),
  files: z
    .array(
      z.strictObject({
        name: z
          .string()
          .max(80)
          .regex(/^[a-z0-9]+(?:[.-][a-z0-9]+)*$/),
        bytes: z.int().min(1),
        sha256: z.string().regex(/^[0-9a-f]{64}$/, "must be 64 lower-case hex digits"),
      }),
    )
    .min(1)
    .max(32),
});

/** What a release of the agent consists of: the installer and an archive for each platform. */
export type AgentRelease = z.infer<typeof agentReleaseSchema>;

export type VerifiedRelease =
  | {
      readonly kind: "verified";
      readonly release: AgentRelease;
      /** SHA-256 of the bytes, hex. */ readonly digest: string;
    }
  | { readonly kind: "refused"; readonly code: "release-invalid" | "release-signature"; readonly message: string };

/** `release.json` in canonical form and `release.sig`, the base64 of its Ed25519 signature. */
export function sealRelease(release: AgentRelease, key: KeyPair): { manifest: Uint8Array; signature: string } {
  const manifest = canonicalBytes(agentReleaseSchema.parse(release));
  return { manifest, signature: signRelease(manifest, key) };
}

/** The signature of a `release.json` as it stands. */
export function signRelease(manifest: Uint8Array, { secretKey }: KeyPair): string {
  return `${base64.encode(signBytes(secretKey, signedBytes(manifest)))}\n`;
}

/** Whether this release is the one that the holder of the release key signed. */
export function verifyRelease(manifest: Uint8Array, signature: string, publicKey: Uint8Array): VerifiedRelease {
  if (manifest.length > RELEASE_LIMIT) return refused("release-invalid", "release.json is larger than 64 KiB.");
  const decoded = decodeSignature(signature);
  if (decoded === undefined || verifySignature(publicKey, signedBytes(manifest), decoded).kind === "invalid")
    return refused("release-signature", "release.json was not signed with the release key that is trusted here.");
  const parsed = agentReleaseSchema.safeParse(parseCanonical(manifest));
  if (!parsed.success)
    return refused("release-invalid", "release.json is signed, but not a release this version reads.");
  return { kind: "verified", release: parsed.data, digest: hex.encode(sha256(manifest)) };
}

function refused(code: "release-invalid" | "release-signature", message: string): VerifiedRelease {
  return { kind: "refused", code, message };
}

function decodeSignature(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text.trim());
  } catch {
    return undefined;
  }
}

function signedBytes(manifest: Uint8Array): Uint8Array {
  const context = utf8.decode(CONTEXT);
  const bytes = new Uint8Array(context.length + manifest.length);
  bytes.set(context);
  bytes.set(manifest, context.length);
  return bytes;
}
