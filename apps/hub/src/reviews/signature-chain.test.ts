import { expect, test } from "vitest";
import { sampleSubject } from "./review-subject.fixture.ts";
import { signatureChain } from "./signature-chain.ts";

const key = { fingerprint: "SHA256:b", registeredAt: 1, revokedAt: null, pinnedAt: null };
const states = (...given: Parameters<typeof signatureChain>): readonly string[] =>
  signatureChain(...given).links.map(({ name, state }) => `${name} ${state}`);

test("signatureChain has four ticks; what nobody vouches for yet is open", () => {
  expect(states(sampleSubject())).toEqual(["publisher good", "pin good", "attestation open", "freshness open"]);
});

test("signatureChain tells a new publisher from a known one with a new key, and a revoked key from both", () => {
  expect(states(sampleSubject({ keys: [key] }))[1]).toBe("pin open");
  expect(states(sampleSubject({ keys: [key], otherPins: ["SHA256:a"] }))[1]).toBe("pin warn");
  expect(states(sampleSubject({ keys: [{ ...key, revokedAt: 3 }] }))[0]).toBe("publisher bad");
});

test("signatureChain takes the word of others who vouch", () => {
  const attestation = { state: "good", title: "Attested", detail: "", fingerprints: ["SHA256:g"], at: 9 } as const;
  const { links } = signatureChain(sampleSubject(), { attestation, freshness: null });
  expect(links[2]).toEqual({ name: "attestation", ...attestation });
});
