import { describe, expect, it } from "vitest";
import { sealAttestation } from "../attestation/attestation.ts";
import { keyPairFromSeed } from "../ed25519.ts";
import type { GateReport } from "../gate/gate-report.ts";
import { sealLease, type PersonaLease } from "../lease/lease.ts";
import { publisher, sampleBundle, stranger } from "../sample-bundle.fixture.ts";
import { checkInstall, judgeInstall, type InstallCheck, type InstallInputs } from "./check-install.ts";
import { BUNDLE_TARGETS, bundleTargetPath, targetDigest } from "./freshness.ts";

const [gate, leaser] = [21, 22].map((fill) => keyPairFromSeed(new Uint8Array(32).fill(fill))) as [
  typeof publisher,
  typeof publisher,
];
const files = sampleBundle();
const digest = targetDigest(files.get("persona.json") ?? new Uint8Array()).sha256;
const report: GateReport = {
  schema: "fleet-persona-gate/1",
  rules_version: 3,
  persona: { id: "acme/surge-ready", version: 4 },
  bundle_digest: digest,
  verdict: "passed",
  reasons: [],
  confidence: 0.5,
  model: { verdict: "accepted", findings: [], facts: null },
  behaviour: null,
  seconds: 1,
};
const lease: PersonaLease = {
  schema: "fleet-persona-lease/1",
  tenant_id: "0198f2a0-0000-7000-8000-00000000000a",
  fleet_id: "0198f2a0-0000-7000-8000-00000000000f",
  persona_id: "acme/surge-ready",
  seats: null,
  issued_at: 1_000,
  expires_at: 1_000_000,
  offline_grace_s: 10,
  serial: 2,
  accepted_quarantines: [],
};
const holder = { tenantId: lease.tenant_id, fleetId: lease.fleet_id, personaId: lease.persona_id, highestSerial: 1 };
const attestation = sealAttestation(report, 5, [gate]);
const bytesOf = (name: string): Uint8Array =>
  name === "attestation.json" ? attestation : (files.get(name) ?? new Uint8Array());
const targets = new Map(BUNDLE_TARGETS.map((name) => [bundleTargetPath(digest, name), targetDigest(bytesOf(name))]));

const agreed: InstallInputs = {
  digest,
  publisher: { files, trust: { publisherKeys: [publisher.publicKey] } },
  gate: { envelope: attestation, keys: [gate.publicKey] },
  freshness: { kind: "fresh", targets },
  listed: new Map(),
  lease: { envelope: sealLease(lease, [leaser]), keys: [leaser.publicKey], holder },
  now: 2_000,
};

describe("checkInstall", () => {
  it("checkInstall agrees when all four do, at the lower confidence", () => {
    expect(checkInstall(agreed)).toMatchObject({
      kind: "agreed",
      confidence: 0.5,
      persona: { digest },
      attestation: { verdict: "passed", rules_version: 3, attested_at: 5 },
      lease: { serial: 2 },
    });
  });

  const withLease = (change: Partial<InstallInputs["lease"] & object>): Partial<InstallInputs> => ({
    lease: { ...agreed.lease, ...change },
  });
  const cases: [InstallCheck, string, Partial<InstallInputs>][] = [
    ["publisher", "key-unknown", { publisher: { files, trust: { publisherKeys: [stranger.publicKey] } } }],
    [
      "publisher",
      "threshold-not-met",
      { publisher: { files, trust: { publisherKeys: [publisher.publicKey], threshold: 2 } } },
    ],
    ["publisher", "digest-mismatch", { digest: "0".repeat(64) }],
    ["publisher", "keyring-missing", { publisher: { kind: "refused", code: "keyring-missing", message: "" } }],
    ["gate", "attestation-missing", { gate: { envelope: null, keys: [gate.publicKey] } }],
    ["gate", "key-unknown", { gate: { envelope: attestation, keys: [leaser.publicKey] } }],
    ["freshness", "target-unlisted", { freshness: { kind: "fresh", targets: new Map() } }],
    ["freshness", "target-unlisted", { listed: new Map([["keyrings/acme.json", new Uint8Array(1)]]) }],
    ["freshness", "metadata-expired", { freshness: { kind: "refused", code: "metadata-expired", message: "" } }],
    ["lease", "lease-missing", withLease({ envelope: null })],
    ["lease", "key-unknown", withLease({ keys: [gate.publicKey] })],
    ["lease", "lease-expired", { now: 1_000_001 }],
    ["lease", "lease-replayed", withLease({ holder: { ...holder, highestSerial: 3 } })],
    ["lease", "lease-other-tenant", withLease({ holder: { ...holder, tenantId: lease.fleet_id } })],
    ["lease", "lease-no-seat", { lease: { kind: "refused", code: "lease-no-seat", message: "" } }],
  ];
  it.each(cases)("checkInstall says that the %s did not agree: %s", (which, code, change) => {
    expect(checkInstall({ ...agreed, ...change })).toMatchObject({ kind: "refused", which, code });
  });

  it("judgeInstall judges each of the four by itself, so that all that is wrong can be shown at once", () => {
    const verdicts = judgeInstall({ ...agreed, now: 9_000_000, gate: { envelope: null, keys: [] } });
    expect(verdicts).toMatchObject({
      publisher: { kind: "verified" },
      gate: { code: "attestation-missing" },
      freshness: { code: "target-mismatch" },
      lease: { code: "lease-lapsed" },
    });
  });
});
