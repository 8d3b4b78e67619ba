import { describe, expect, test } from "vitest";
import { renderReport, validity, verdict } from "./report.ts";
import type { ArmResult, MainJobReport } from "./report.ts";

const arm = (breachSeconds: number, coreSeconds: number): ArmResult => ({
  requests: 1000,
  errors: 0,
  p50Ms: 5,
  p95Ms: 80,
  p99Ms: 140,
  breachSeconds,
  coreSeconds,
  cacheHitRatio: 0.4,
});

describe("verdict", () => {
  test.each([
    { persona: arm(4, 40), rest: arm(20, 50), word: "beats the default arm" },
    { persona: arm(20, 50), rest: arm(20, 50), word: "neither beats nor loses to the default arm" },
    { persona: arm(30, 60), rest: arm(20, 50), word: "loses to the default arm" },
    { persona: arm(10, 60), rest: arm(20, 50), word: "neither beats nor loses to the default arm" },
  ])("verdict says $word", ({ persona, rest, word }) => {
    expect(verdict({ default: rest, reactive: rest, persona })).toContain(word);
  });
});

test("validity refuses a default arm that hardly breaches", () => {
  expect(validity({ default: arm(9, 50), reactive: arm(3, 50), persona: arm(1, 50) })).toMatch(/only 9 breach seconds/);
  expect(validity({ default: arm(10, 50), reactive: arm(3, 50), persona: arm(1, 50) })).toBeNull();
});

test("renderReport shows no verdict for an invalid run", () => {
  const arms = { default: arm(2, 50), reactive: arm(2, 50), persona: arm(1, 50) };
  const report: MainJobReport = {
    fleet: "haproxy",
    valid: false,
    invalidBecause: validity(arms),
    verdict: verdict(arms),
    seed: 1,
    secondsPerArm: 80,
    order: ["default", "reactive", "persona"],
    arms,
    decisions: { taken: 70, held: 60, applied: 10, undone: 0 },
    agent: { rssMb: 90, cpuShare: 0.01, decisionP99Ms: 0.8 },
    hub: { framesPerSecond: 1, ackP99Ms: 20 },
    secondsToFirstChange: 20,
    stackStartSeconds: 8,
    experiment: null,
  };
  const text = renderReport(report);
  expect(text).toContain("proves nothing");
  expect(text).not.toContain("beats");
});
