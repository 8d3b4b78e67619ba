import {
  verifyBundle,
  verifyManifestEnvelope,
  type BundleFiles,
  type BundleRefusal,
  type BundleTrust,
  type VerifiedPersona,
} from "@fleet-persona/persona";
import { messageOf } from "../agent-error.ts";

/** `unavailable` is worth another try; `refused` is not. */
export type Fetched =
  | { kind: "verified"; persona: VerifiedPersona; files: BundleFiles }
  | { kind: "refused"; code: BundleRefusal | "digest-mismatch"; message: string }
  | { kind: "unavailable"; message: string };

/** Where bundles come from: one file of one bundle, at most `limit` bytes. Throws when it cannot be had. */
export type FetchFile = (digest: string, name: string, limit: number) => Promise<Uint8Array>;

const MANIFEST_LIMIT = 256 * 1024;
const ENVELOPE_LIMIT = 512 * 1024;

/**
 * The signed manifest first; only when its signature stands are the files it names fetched, none beyond its declared
 * size, and then everything is verified once more as a whole.
 */
export async function fetchBundle(digest: string, fetchFile: FetchFile, trust: BundleTrust): Promise<Fetched> {
  const files = new Map<string, Uint8Array>();
  try {
    const personaJson = await fetchFile(digest, "persona.json", MANIFEST_LIMIT);
    const envelope = await fetchFile(digest, "envelope.json", ENVELOPE_LIMIT);
    const signed = verifyManifestEnvelope(personaJson, envelope, trust);
    if (signed.kind === "refused") return signed;
    if (signed.digest !== digest)
      return { kind: "refused", code: "digest-mismatch", message: "The hub sent another Persona than it assigned." };
    files.set("persona.json", personaJson).set("envelope.json", envelope);
    for (const { name, bytes } of signed.manifest.files) files.set(name, await fetchFile(digest, name, bytes));
  } catch (error) {
    return { kind: "unavailable", message: messageOf(error) };
  }
  const verified = verifyBundle(files, trust);
  return verified.kind === "refused" ? verified : { ...verified, files };
}
