import { sha256 } from "@noble/hashes/sha2.js";
import { base64, hex } from "@scure/base";
import { z } from "zod";
import { canonicalBytes } from "../canonical.ts";

const publicKeys = z.array(z.base64().length(44)).min(1).max(8);

/**
 * What a host trusts from the day it enrols, whatever a hub says later: the first TUF root (its exact bytes, base64), the
 * keys of the gate and of the leases (32 bytes of Ed25519, base64), and perhaps publishers' keyrings by digest.
 */
export const trustAnchorsSchema = z.strictObject({
  schema: z.literal("fleet-persona-trust/1"),
  root: z
    .base64()
    .min(1)
    .max(512 * 1024),
  gate_keys: publicKeys,
  lease_keys: publicKeys,
  keyrings: z.record(z.string().max(40), z.string().regex(/^[0-9a-f]{64}$/)).default({}),
});
export type TrustAnchors = z.infer<typeof trustAnchorsSchema>;

/** The keys of anchors as bytes. */
export function anchorKeys(keys: readonly string[]): readonly Uint8Array[] {
  return keys.map((key) => base64.decode(key));
}

/** SHA-256 (hex) of the anchors without their keyrings, to compare by eye or in an install line. */
export function anchorsDigest({ keyrings: _keyrings, ...anchors }: TrustAnchors): string {
  return hex.encode(sha256(canonicalBytes(anchors)));
}
