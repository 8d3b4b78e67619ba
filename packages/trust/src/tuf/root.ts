import type { KeyPair } from "@fleet-persona/persona";
import { Metadata, Root } from "@tufjs/models";
import { Role } from "@tufjs/models/dist/role.js";
import { TrustError } from "../trust-error.ts";
import { documentOf, readRoot, TUF_TERMS, tufInstant, type TufDocument, type TufRole } from "./metadata.ts";
import { tufKey, tufSigner } from "./tuf-key.ts";

/** The public keys of each role, and how many of them must sign (default 1). */
export type RootRoles = Readonly<
  Record<TufRole, { readonly publicKeys: readonly Uint8Array[]; readonly threshold?: number }>
>;

/** The first root of a repository. `now`: ms since 1970. Throws `role-unsigned` when too few root keys sign. */
export function createRoot(roles: RootRoles, signers: readonly KeyPair[], now: number): TufDocument {
  return signedRoot(rootOf(roles, 1, now), signers);
}

/**
 * The next root: other keys, or the same ones for another year. It must be signed by a threshold of the root keys before it
 * and of its own, or no client follows. Throws `role-unsigned`, `metadata-invalid`.
 */
export function rotateRoot(
  previous: Uint8Array,
  roles: RootRoles,
  signers: readonly KeyPair[],
  now: number,
): TufDocument {
  const before = readRoot(previous);
  const next = rootOf(roles, before.signed.version + 1, now);
  const document = signedRoot(next, signers);
  requireThreshold(before, next);
  return document;
}

function rootOf(roles: RootRoles, version: number, now: number): Metadata<Root> {
  const entries = Object.entries(roles).map(([name, { publicKeys, threshold = 1 }]) => ({
    name,
    threshold,
    keys: publicKeys.map(tufKey),
  }));
  const keys = Object.fromEntries(entries.flatMap((entry) => entry.keys.map((key) => [key.keyID, key])));
  const roleOf = (entry: (typeof entries)[number]): Role =>
    new Role({ keyIDs: entry.keys.map(({ keyID }) => keyID), threshold: entry.threshold });
  return new Metadata(
    new Root({
      version,
      specVersion: "1.0.31",
      expires: tufInstant(now + TUF_TERMS.root),
      consistentSnapshot: true,
      keys,
      roles: Object.fromEntries(entries.map((entry) => [entry.name, roleOf(entry)])),
    }),
  );
}

function signedRoot(root: Metadata<Root>, signers: readonly KeyPair[]): TufDocument {
  for (const signer of signers) root.sign(tufSigner(signer));
  requireThreshold(root, root);
  return documentOf("root", root);
}

function requireThreshold(by: Metadata<Root>, root: Metadata<Root>): void {
  try {
    by.verifyDelegate("root", root);
  } catch (error) {
    throw new TrustError("role-unsigned", "Too few root keys signed this root.", { cause: error });
  }
}
