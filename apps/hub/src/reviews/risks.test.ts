import type { ReviewSubject } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { sampleFleet, sampleManifest, sampleReport, sampleScenario, sampleSubject } from "./review-subject.fixture.ts";
import { risksOf, words } from "./risks.ts";

const [cpu, cache] = sampleManifest.attributes;
if (cpu === undefined || cache === undefined || cpu.kind !== "continuous") throw new TypeError("sample");
const judged = sampleSubject().gate;
if (judged.kind !== "judged") throw new TypeError("sample");
const [signal] = sampleManifest.policy.inputs.signals;
const earlier = { version: 1, manifest: sampleManifest, report: null, inUse: true };
const key = { fingerprint: "SHA256:b", registeredAt: 1, revokedAt: null, pinnedAt: null };

test("risksOf finds nothing in a version that passed and is signed by a pinned key", () => {
  expect(risksOf(sampleSubject())).toEqual([]);
});

test.each<[string, Partial<ReviewSubject>]>([
  [
    "Guards work hard",
    {
      gate: {
        ...judged,
        verdict: "quarantined",
        reasons: [{ severity: "quarantine", code: "guards-work-hard", message: "m" }],
      },
    },
  ],
  ["Every signing key was revoked", { keys: [{ ...key, revokedAt: 2 }] }],
  ["A key you have not approved", { keys: [key], otherPins: ["SHA256:a"] }],
  ["A publisher that is new to you", { keys: [key] }],
  [
    "Changes that restart something",
    { manifest: { ...sampleManifest, attributes: [{ ...cpu, cost: "restart" }, cache] } },
  ],
  ["Wide ranges", { manifest: { ...sampleManifest, attributes: [{ ...cpu, max: 2 }, cache] } }],
  [
    "Signals it did not see before",
    {
      earlier,
      manifest: {
        ...sampleManifest,
        policy: {
          ...sampleManifest.policy,
          inputs: {
            config: [],
            signals: signal === undefined ? [] : [signal, { ...signal, name: "mobile_share" }],
          },
        },
      },
    },
  ],
  ["Web lacks a signal it requires", { fleets: [{ ...sampleFleet, missing: ["request_rate"] }] }],
  [
    "Worse than leaving things alone",
    { report: sampleReport({ guarded: { ...sampleScenario.guarded, breach_seconds: 30 } }) },
  ],
  ["The guards work hard", { report: sampleReport({ guard_share: 0.4 }) }],
  ["The fallback decides often", { report: sampleReport({ fallback_share: 0.3 }) }],
  ["The claim is taller than the measurement", { gate: { ...judged, confidence: 0.5 } }],
  [
    "Less sure of itself than before",
    { earlier: { ...earlier, manifest: { ...sampleManifest, confidence_score: 0.9 } } },
  ],
])("risksOf says: %s", (title, change) => {
  expect(risksOf(sampleSubject(change)).map((risk) => risk.title)).toEqual([title]);
});

test("risksOf puts the worst first", () => {
  const subject = sampleSubject({
    keys: [{ ...key, revokedAt: 2 }],
    manifest: { ...sampleManifest, attributes: [{ ...cpu, cost: "restart", max: 2 }] },
  });
  expect(risksOf(subject).map(({ tone }) => tone)).toEqual(["bad", "warn", "note"]);
});

test.each([
  ["flash-crowd", "Flash crowd"],
  ["nan-storm", "NaN storm"],
])("words of %s are %s", (code, said) => {
  expect(words(code)).toBe(said);
});
