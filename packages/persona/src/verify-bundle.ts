import { sha256 } from "@noble/hashes/sha2.js";
import { hex, utf8 } from "@scure/base";
import { parseCanonical } from "./canonical.ts";
import { verifyEnvelope } from "./envelope.ts";
import { BUNDLE_CONTENT, MANIFEST_LIMIT, manifestSchema, type Manifest } from "./manifest.ts";
import { describeIssues } from "./manifest-faults.ts";
import { refuse, type Refused } from "./refusal.ts";
import type { BundleFiles, VerifiedPersona } from "./verified-persona.ts";

const SIGNED_PAIR: readonly string[] = ["persona.json", "envelope.json"];

/**
 * Whom and what the caller is ready to accept. `publisherKeys`: the keys pinned for this publisher, of which `threshold`
 * (default 1) must have signed; `newerThanVersion`: the version installed now, so that a mirror cannot replay an older one.
 */
export type BundleTrust = {
  readonly publisherKeys: readonly Uint8Array[];
  readonly threshold?: number;
  readonly expectedId?: string;
  readonly newerThanVersion?: number;
};

export type VerifiedManifest = {
  readonly kind: "verified";
  readonly manifest: Manifest;
  readonly digest: string;
  readonly signedBy: readonly string[];
};

/** Signature, form and identity of the manifest alone: enough to decide whether its files are worth fetching. */
export function verifyManifestEnvelope(
  personaJson: Uint8Array,
  envelope: Uint8Array,
  trust: BundleTrust,
): VerifiedManifest | Refused {
  if (personaJson.length > MANIFEST_LIMIT) return refuse("manifest-invalid", "The manifest is larger than 256 KiB.");
  const signed = verifyEnvelope(personaJson, envelope, {
    keys: trust.publisherKeys,
    ...(trust.threshold === undefined ? {} : { threshold: trust.threshold }),
  });
  if (signed.kind === "refused") return signed;
  const manifest = readManifest(personaJson);
  if (manifest.kind === "refused") return manifest;
  const { id, version } = manifest.manifest;
  if (trust.expectedId !== undefined && id !== trust.expectedId)
    return refuse("persona-id-mismatch", `This is ${id}, not ${trust.expectedId}.`);
  if (trust.newerThanVersion !== undefined && version <= trust.newerThanVersion)
    return refuse("version-not-newer", `Version ${version} is not newer than ${trust.newerThanVersion}.`);
  return {
    kind: "verified",
    manifest: manifest.manifest,
    digest: hex.encode(sha256(personaJson)),
    signedBy: signed.signedBy,
  };
}

/** Everything an agent must know before it loads a Persona. Nothing else makes a `VerifiedPersona`. */
export function verifyBundle(
  files: BundleFiles,
  trust: BundleTrust,
): { readonly kind: "verified"; readonly persona: VerifiedPersona } | Refused {
  const personaJson = files.get("persona.json");
  const envelope = files.get("envelope.json");
  if (!personaJson || !envelope) return refuse("file-missing", "persona.json and envelope.json must both be there.");
  const verified = verifyManifestEnvelope(personaJson, envelope, trust);
  if (verified.kind === "refused") return verified;
  const { manifest, digest, signedBy } = verified;
  const flaw = checkFiles(files, manifest);
  if (flaw) return flaw;
  const content = readContent(files);
  if (!content) return refuse("file-unreadable", "card.md must be UTF-8 and evidence.json JSON.");
  // The only cast: everything above is what the brand stands for.
  return { kind: "verified", persona: { manifest, digest, signedBy, ...content } as unknown as VerifiedPersona };
}

function readManifest(bytes: Uint8Array): { kind: "read"; manifest: Manifest } | Refused {
  const value = parseCanonical(bytes);
  if (value === undefined) return refuse("manifest-not-canonical", "persona.json is not in canonical form (RFC 8785).");
  const parsed = manifestSchema.safeParse(value);
  if (parsed.success) return { kind: "read", manifest: parsed.data };
  const unknownField = parsed.error.issues.some(({ code }) => code === "unrecognized_keys");
  return refuse(unknownField ? "manifest-unknown-field" : "manifest-invalid", describeIssues(parsed.error.issues));
}

function checkFiles(files: BundleFiles, manifest: Manifest): Refused | undefined {
  for (const { name, bytes, sha256: expected } of manifest.files) {
    const content = files.get(name);
    if (!content) return refuse("file-missing", `${name} is missing.`);
    if (content.length !== bytes)
      return refuse("file-size-mismatch", `${name} has ${content.length} bytes where the manifest says ${bytes}.`);
    if (hex.encode(sha256(content)) !== expected)
      return refuse("file-digest-mismatch", `${name} is not the file the publisher signed.`);
  }
  const listed = new Set<string>([...SIGNED_PAIR, ...BUNDLE_CONTENT]);
  const extra = [...files.keys()].find((name) => !listed.has(name));
  return extra === undefined ? undefined : refuse("file-unlisted", `${extra} is not part of the signed bundle.`);
}

function readContent(files: BundleFiles): Pick<VerifiedPersona, "policy" | "card" | "evidence"> | undefined {
  const [policy, card, evidence] = BUNDLE_CONTENT.map((name) => files.get(name));
  if (!policy || !card || !evidence) return undefined;
  try {
    // Copied, so that whoever still holds the buffer cannot change a policy after its digest was checked.
    return { policy: policy.slice(), card: utf8.encode(card), evidence: JSON.parse(utf8.encode(evidence)) as unknown };
  } catch {
    return undefined;
  }
}
