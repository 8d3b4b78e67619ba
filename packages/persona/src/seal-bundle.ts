import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { canonicalBytes } from "./canonical.ts";
import type { KeyPair } from "./ed25519.ts";
import { sealEnvelope } from "./envelope.ts";
import { BUNDLE_CONTENT, MANIFEST_LIMIT, manifestSchema, type BundleContentName, type Manifest } from "./manifest.ts";
import { describeIssues } from "./manifest-faults.ts";
import { PersonaError } from "./refusal.ts";
import type { BundleFiles } from "./verified-persona.ts";

/**
 * Writes the digests into the manifest, puts it in canonical form and signs it with every key.
 * Throws `PersonaError`: "manifest-invalid" (with where and why), "value-not-canonical", "no-signing-key".
 */
export function sealBundle(draft: {
  readonly manifest: Omit<Manifest, "files">;
  readonly files: Readonly<Record<BundleContentName, Uint8Array>>;
  readonly keyPairs: readonly KeyPair[];
}): BundleFiles {
  if (draft.keyPairs.length === 0) throw new PersonaError("no-signing-key", "a Persona needs at least one signature");
  const files = BUNDLE_CONTENT.map((name) => ({
    name,
    bytes: draft.files[name].length,
    sha256: hex.encode(sha256(draft.files[name])),
  }));
  const parsed = manifestSchema.safeParse({ ...draft.manifest, files });
  if (!parsed.success) throw new PersonaError("manifest-invalid", describeIssues(parsed.error.issues));
  const personaJson = canonicalBytes(parsed.data);
  if (personaJson.length > MANIFEST_LIMIT) throw new PersonaError("manifest-invalid", "the manifest exceeds 256 KiB");
  return new Map([
    ["persona.json", personaJson],
    ...BUNDLE_CONTENT.map((name) => [name, draft.files[name]] as const),
    ["envelope.json", sealEnvelope(personaJson, draft.keyPairs)],
  ]);
}
