import type { Manifest } from "./manifest.ts";

declare const verified: unique symbol;

/** File name to bytes: persona.json, policy.onnx, card.md, evidence.json, envelope.json. */
export type BundleFiles = ReadonlyMap<string, Uint8Array>;

/**
 * A Persona whose signature and digests were checked; only `verifyBundle` makes one.
 * `digest` is the SHA-256 (hex) of persona.json, `signedBy` the fingerprints of the trusted keys that signed it.
 */
export type VerifiedPersona = {
  readonly [verified]: true;
  readonly manifest: Manifest;
  readonly policy: Uint8Array;
  readonly card: string;
  readonly evidence: unknown;
  readonly digest: string;
  readonly signedBy: readonly string[];
};
