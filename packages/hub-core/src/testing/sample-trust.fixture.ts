import { keyFingerprint, peekKeyring, sealAttestation, sealKeyring } from "@fleet-persona/persona";
import type { GateReport, KeyPair, Keyring } from "@fleet-persona/persona";

export function keyOf({ publicKey }: KeyPair): Keyring["keys"][number] {
  const public_key = Buffer.from(publicKey).toString("base64");
  return { keyid: keyFingerprint(publicKey), public_key, created: "2026-11-22" };
}

/** The first keyring of a publisher, as publishKeyring takes it. */
export function firstKeyring(publisher: string, keys: readonly KeyPair[], signers = keys, threshold = 1): string {
  const first = { publisher, version: 1, threshold, keys: keys.map(keyOf), revoked: [], previous: null };
  return base64(sealKeyring({ schema: "fleet-persona-keyring/1", ...first }, signers));
}

/** The keyring after another. */
export function nextKeyring(before: string, change: Partial<Keyring>, signers: readonly KeyPair[]): string {
  const known = peekKeyring(Uint8Array.from(Buffer.from(before, "base64")));
  if (known === undefined) throw new TypeError("this is no keyring");
  const { keyring, digest } = known;
  return base64(sealKeyring({ ...keyring, version: keyring.version + 1, previous: digest, ...change }, signers));
}

/** What a gate found about surge-ready. */
export function sampleReport(digest: string, change: Partial<GateReport> = {}): GateReport {
  return {
    schema: "fleet-persona-gate/1",
    rules_version: 1,
    persona: { id: "acme/surge-ready", version: 1 },
    bundle_digest: digest,
    verdict: "passed",
    reasons: [],
    confidence: 0.7,
    model: { verdict: "accepted", findings: [], facts: null },
    behaviour: null,
    seconds: 1,
    ...change,
  };
}

/** A report and its statement, signed by a gate. */
export function attested(gate: KeyPair, digest: string, at: number, change: Partial<GateReport> = {}) {
  const report = sampleReport(digest, change);
  return { report, envelope: sealAttestation(report, at, [gate]), gateKeys: [gate.publicKey] };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
