import { base64, utf8 } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical } from "../canonical.ts";
import { keyFingerprint, signBytes, verifySignature, type KeyPair } from "../ed25519.ts";
import { PersonaError, refuse, type DsseRefusal, type RefusedWith } from "../refusal.ts";

/** Largest envelope anyone signs or reads, in bytes. */
export const ENVELOPE_LIMIT = 512 * 1024;

/** Most signatures one envelope carries: each costs its reader 7-12 ms. */
export const SIGNATURE_LIMIT = 8;

const envelopeSchema = z.strictObject({
  payloadType: z.string().min(1).max(128),
  payload: z.base64(),
  signatures: z
    .array(z.strictObject({ keyid: z.string().min(1).max(64), sig: z.base64() }))
    .min(1)
    .max(SIGNATURE_LIMIT)
    .refine((all) => new Set(all.map(({ keyid }) => keyid)).size === all.length, "a key signs once"),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** What is signed, and as what: no document can pass for one of another type. */
export type DssePayload = { readonly payloadType: string; readonly payload: Uint8Array };

/** Whose signatures count, and how many of them there must be (default 1). */
export type DsseTrust = { readonly keys: readonly Uint8Array[]; readonly threshold?: number };

/** `signedBy`: fingerprints of the trusted keys whose signatures stand, in the order of the envelope. */
export type Signed = { readonly kind: "signed"; readonly signedBy: readonly string[] };

/** DSSE v1 envelope (RFC 8785 bytes), one signature per key, `keyid` the key's fingerprint. */
export function sealDsse({ payloadType, payload }: DssePayload, keyPairs: readonly KeyPair[]): Uint8Array {
  return canonicalBytes({
    payloadType,
    payload: base64.encode(payload),
    signatures: signaturesBy({ payloadType, payload }, keyPairs),
  });
}

/**
 * The same envelope with signatures of more keys, so that the holders of a threshold need not sit at one machine.
 * Throws `PersonaError` "document-invalid" when `bytes` are no envelope of that type.
 */
export function cosignDsse(bytes: Uint8Array, payloadType: string, keyPairs: readonly KeyPair[]): Uint8Array {
  const envelope = readEnvelope(bytes, payloadType);
  if (envelope === undefined) throw new PersonaError("document-invalid", `this is no envelope of ${payloadType}`);
  const added = signaturesBy({ payloadType, payload: base64.decode(envelope.payload) }, keyPairs);
  const renewed = new Set(added.map(({ keyid }) => keyid));
  const signatures = [...envelope.signatures.filter(({ keyid }) => !renewed.has(keyid)), ...added];
  return canonicalBytes({ ...envelope, signatures });
}

/** The payload of an envelope without asking who signed it: for showing, never for trusting. */
export function peekDsse(bytes: Uint8Array, payloadType: string): Uint8Array | undefined {
  const envelope = readEnvelope(bytes, payloadType);
  return envelope === undefined ? undefined : base64.decode(envelope.payload);
}

/** The payload of an envelope that enough trusted keys signed. */
export function openDsse(
  bytes: Uint8Array,
  payloadType: string,
  trust: DsseTrust,
): (Signed & { readonly payload: Uint8Array }) | RefusedWith<DsseRefusal> {
  const envelope = readEnvelope(bytes, payloadType);
  if (envelope === undefined)
    return refuse("envelope-invalid", `This is no canonical DSSE envelope of ${payloadType}.`);
  const payload = base64.decode(envelope.payload);
  const signed = countSignatures(envelope, { payloadType, payload }, trust);
  return signed.kind === "refused" ? signed : { ...signed, payload };
}

/**
 * Counts the trusted keys that signed exactly `signedThing`. Signatures by keys nobody trusts are ignored, so that old
 * and new keys can sign one document; one bad signature under a trusted key's name refuses the whole.
 */
export function countSignatures(
  envelope: Envelope,
  signedThing: DssePayload,
  { keys, threshold = 1 }: DsseTrust,
): Signed | RefusedWith<DsseRefusal> {
  const trusted = new Map(keys.map((key) => [keyFingerprint(key), key]));
  const message = preAuthenticationEncoding(signedThing);
  const signedBy: string[] = [];
  for (const { keyid, sig } of envelope.signatures) {
    const key = trusted.get(keyid);
    if (key === undefined) continue;
    const verdict = verifySignature(key, message, base64.decode(sig));
    if (verdict.kind === "invalid") return refuse(verdict.code, `The signature by ${keyid} does not stand.`);
    signedBy.push(keyid);
  }
  if (signedBy.length === 0) return refuse("key-unknown", "No trusted key signed it.");
  if (signedBy.length < Math.max(1, threshold))
    return refuse("threshold-not-met", `${signedBy.length} of the trusted keys signed it; ${threshold} must.`);
  return { kind: "signed", signedBy };
}

/** The envelope `bytes` spell, or undefined when they are not the one canonical spelling of one of this type. */
export function readEnvelope(bytes: Uint8Array, payloadType: string): Envelope | undefined {
  if (bytes.length > ENVELOPE_LIMIT) return undefined;
  const parsed = envelopeSchema.safeParse(parseCanonical(bytes));
  return parsed.success && parsed.data.payloadType === payloadType && decodes(parsed.data) ? parsed.data : undefined;
}

function signaturesBy(signedThing: DssePayload, keyPairs: readonly KeyPair[]): Envelope["signatures"] {
  const message = preAuthenticationEncoding(signedThing);
  return keyPairs.map(({ publicKey, secretKey }) => ({
    keyid: keyFingerprint(publicKey),
    sig: base64.encode(signBytes(secretKey, message)),
  }));
}

// Zod's base64 lets stray bits stand behind the last digit; the decoder does not.
function decodes({ payload, signatures }: Envelope): boolean {
  try {
    return [payload, ...signatures.map(({ sig }) => sig)].every((text) => base64.encode(base64.decode(text)) === text);
  } catch {
    return false;
  }
}

// DSSE v1: what is signed names its type and its lengths.
function preAuthenticationEncoding({ payloadType, payload }: DssePayload): Uint8Array {
  const head = utf8.decode(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `);
  const encoded = new Uint8Array(head.length + payload.length);
  encoded.set(head);
  encoded.set(payload, head.length);
  return encoded;
}
