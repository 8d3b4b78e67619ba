import { base64 } from "@scure/base";
import { sameBytes } from "./canonical.ts";
import { countSignatures, cosignDsse, readEnvelope, sealDsse, type DsseTrust, type Signed } from "./dsse/dsse.ts";
import type { KeyPair } from "./ed25519.ts";
import { refuse, type Refused } from "./refusal.ts";

const PAYLOAD_TYPE = "application/vnd.fleet-persona.persona+json";

/** DSSE envelope over the exact bytes of a manifest. */
export function sealEnvelope(payload: Uint8Array, keyPairs: readonly KeyPair[]): Uint8Array {
  return sealDsse({ payloadType: PAYLOAD_TYPE, payload }, keyPairs);
}

/** The envelope of a manifest with signatures of more keys. Throws `PersonaError` "document-invalid". */
export function cosignEnvelope(envelope: Uint8Array, keyPairs: readonly KeyPair[]): Uint8Array {
  return cosignDsse(envelope, PAYLOAD_TYPE, keyPairs);
}

/** The trusted keys that signed exactly `payload`, the manifest that lies beside the envelope. */
export function verifyEnvelope(payload: Uint8Array, envelopeBytes: Uint8Array, trust: DsseTrust): Signed | Refused {
  const envelope = readEnvelope(envelopeBytes, PAYLOAD_TYPE);
  if (!envelope) return refuse("envelope-invalid", "The envelope is not a canonical DSSE envelope of a Persona.");
  const signed = countSignatures(envelope, { payloadType: PAYLOAD_TYPE, payload }, trust);
  if (signed.kind === "refused") return signed;
  if (!sameBytes(base64.decode(envelope.payload), payload))
    return refuse("envelope-invalid", "The envelope carries another manifest than the bundle.");
  return signed;
}
