import type { VersionTrust } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { vouchedBy } from "./vouched.ts";

const attestation = { verdict: "passed", rulesVersion: 1, confidence: 0.8, at: 5, keyIds: ["SHA256:gate"] } as const;
const repository = { listed: true, targetsVersion: 4, expiresAt: 100 };
const states = (trust: VersionTrust, now = 50) => {
  const vouched = vouchedBy(trust, now);
  return [vouched.attestation?.state ?? null, vouched.freshness?.state ?? null];
};

test.each([
  { name: "nobody vouches", trust: { attestation: null, repository: null }, seen: [null, null] },
  { name: "both do", trust: { attestation, repository }, seen: ["good", "good"] },
  {
    name: "a quarantine that is not listed yet",
    trust: {
      attestation: { ...attestation, verdict: "quarantined" as const },
      repository: { ...repository, listed: false },
    },
    seen: ["warn", "warn"],
  },
  {
    name: "a rejection and an old list",
    trust: {
      attestation: { ...attestation, verdict: "rejected" as const },
      repository: { ...repository, expiresAt: 50 },
    },
    seen: ["bad", "bad"],
  },
])("vouchedBy says how the chain stands when $name", ({ trust, seen }) => {
  expect(states(trust)).toEqual(seen);
});
