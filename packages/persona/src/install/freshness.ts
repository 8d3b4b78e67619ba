import { sha256 } from "@noble/hashes/sha2.js";
import { hex } from "@scure/base";
import { refuse, type RefusedWith } from "../refusal.ts";

/** Why what a mirror serves cannot be taken for what the repository says now (TUF). */
export type FreshnessRefusal =
  | "anchors-missing"
  | "metadata-unavailable"
  | "metadata-unsigned"
  | "metadata-expired"
  | "metadata-rollback"
  | "metadata-inconsistent"
  | "metadata-too-long"
  | "target-unlisted"
  | "target-mismatch";

/** Length in bytes and SHA-256 (hex) of a target. */
export type TargetDigest = { readonly length: number; readonly sha256: string };

/** What the repository says now, or why it is not known: the outcome of a TUF refresh. */
export type Freshness =
  | { readonly kind: "fresh"; readonly targets: ReadonlyMap<string, TargetDigest> }
  | RefusedWith<FreshnessRefusal>;

/** The files of a bundle that are targets of their own; the manifest names the digests of the others. */
export const BUNDLE_TARGETS = ["persona.json", "envelope.json", "attestation.json"] as const;

/** The path of a bundle's file in the repository. */
export function bundleTargetPath(digest: string, name: (typeof BUNDLE_TARGETS)[number]): string {
  return `personas/${digest}/${name}`;
}

/** The path of a publisher's keyring chain in the repository. */
export function keyringTargetPath(publisher: string): string {
  return `keyrings/${publisher}.json`;
}

/** Length and SHA-256 of bytes, as a repository lists them. */
export function targetDigest(bytes: Uint8Array): TargetDigest {
  return { length: bytes.length, sha256: hex.encode(sha256(bytes)) };
}

/** Whether every named file is what the repository lists now under that path. */
export function verifyTargets(
  freshness: Freshness,
  files: ReadonlyMap<string, Uint8Array>,
): RefusedWith<FreshnessRefusal> | undefined {
  if (freshness.kind === "refused") return freshness;
  for (const [path, bytes] of files) {
    const listed = freshness.targets.get(path);
    if (listed === undefined) return refuse("target-unlisted", `The repository does not list ${path}.`);
    const own = targetDigest(bytes);
    if (own.length !== listed.length || own.sha256 !== listed.sha256)
      return refuse("target-mismatch", `${path} is not what the repository lists.`);
  }
  return undefined;
}
