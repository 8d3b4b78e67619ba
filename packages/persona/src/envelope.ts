import { base64, utf8 } from "@scure/base";
import { z } from "zod";
import { canonicalBytes, parseCanonical, sameBytes } from "./canonical.ts";
import { keyFingerprint, signBytes, verifySignature, type KeyPair } from "./ed25519.ts";
import { refuse, type Refused } from "./refusal.ts";

const PAYLOAD_TYPE = "application/vnd.fleet-persona.persona+json";

const ENVELOPE_LIMIT = 512 * 1024;

const envelopeSchema = z.strictObject({
  payloadType: z.literal(PAYLOAD_TYPE),
  payload: z.base64(),
  signatures: z
    .array(z.strictObject({ keyid: z.string().min(1).max(64), sig: z.base64() }))
    .min(1)
    .max(8)
    .refine((all) => new Set(all.map(({ keyid }) => keyid)).size === all.length, "a key signs once"),
});
type Envelope = z.infer<typeof envelopeSchema>;

/** DSSE envelope (RFC 8785 bytes) over `payload`, one signature per key, `keyid` the key's fingerprint. */
export function sealEnvelope(payload: Uint8Array, keyPairs: readonly KeyPair[]): Uint8Array {
  const signed = preAuthenticationEncoding(payload);
  return canonicalBytes({
    payloadType: PAYLOAD_TYPE,
    payload: base64.encode(payload),
    signatures: keyPairs.map(({ publicKey, secretKey }) => ({
      keyid: keyFingerprint(publicKey),
      sig: base64.encode(signBytes(secretKey, signed)),
    })),
  });
}

/**
 * The fingerprints of the trusted keys that signed exactly `payload`. Signatures by keys nobody trusts are ignored,
 * so that a rotation can be signed by old and new; one bad signature under a trusted key's name refuses the whole.
 */
export function verifyEnvelope(
  payload: Uint8Array,
  envelopeBytes: Uint8Array,
  trustedKeys: readonly Uint8Array[],
): { kind: "signed"; signedBy: string[] } | Refused {
  const envelope = readEnvelope(envelopeBytes);
  if (!envelope) return refuse("envelope-invalid", "The envelope is not a canonical DSSE envelope of a Persona.");
  const trusted = new Map(trustedKeys.map((key) => [keyFingerprint(key), key]));
  const signed = preAuthenticationEncoding(payload);
  const signedBy: string[] = [];
  for (const { keyid, sig } of envelope.signatures) {
    const key = trusted.get(keyid);
    if (!key) continue;
    const verdict = verifySignature(key, signed, base64.decode(sig));
    if (verdict.kind === "invalid") return refuse(verdict.code, `The signature by ${keyid} does not stand.`);
    signedBy.push(keyid);
  }
  if (signedBy.length === 0) return refuse("key-unknown", "No key trusted for this publisher signed the manifest.");
  if (!sameBytes(base64.decode(envelope.payload), payload))
    return refuse("envelope-invalid", "The envelope carries another manifest than the bundle.");
  return { kind: "signed", signedBy };
}

function readEnvelope(bytes: Uint8Array): Envelope | undefined {
  if (bytes.length > ENVELOPE_LIMIT) return undefined;
  const parsed = envelopeSchema.safeParse(parseCanonical(bytes));
  return parsed.success && decodes(parsed.data) ? parsed.data : undefined;
}

// Zod's base64 lets stray bits stand behind the last digit; the decoder does not.
function decodes({ payload, signatures }: Envelope): boolean {
  try {
    return [payload, ...signatures.map(({ sig }) => sig)].every((text) => base64.encode(base64.decode(text)) === text);
  } catch {
    return false;
  }
}

// DSSE v1: what is signed names its type and its lengths, so no payload can pass for another kind of document.
function preAuthenticationEncoding(payload: Uint8Array): Uint8Array {
  const head = utf8.decode(`DSSEv1 ${PAYLOAD_TYPE.length} ${PAYLOAD_TYPE} ${payload.length} `);
  const encoded = new Uint8Array(head.length + payload.length);
  encoded.set(head);
  encoded.set(payload, head.length);
  return encoded;
}
