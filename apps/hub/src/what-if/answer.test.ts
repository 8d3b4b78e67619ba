import { describe, expect, it } from "vitest";
import { answerTo } from "./answer.ts";
import { differences } from "./differences.ts";
import { NOW, recordedMoment } from "./moment.fixture.ts";
import { replayOf } from "./replay.ts";
import { unchanged, type Scenario } from "./scenario.ts";

const asked = (change: Partial<Scenario>, moment = recordedMoment()) => {
  const { decision, sentence, attribution } = answerTo(moment, { ...unchanged, ...change });
  const cpu = decision.verdicts.find(({ attribute }) => attribute === "cpu_allocation");
  return { decision, sentence, attribution, cpu };
};

const surge = { request_rate: 380, "request_rate.trend": 25, "request_rate.forecast_10s": 430, queue_depth: 30 };

describe("answerTo", () => {
  it.each([
    ["in calm", {}],
    ["in a surge, with triggers", { signals: surge }],
    ["under a kill switch", { controls: { killSwitch: { by: "ada", reason: "drill" } } }],
    [
      "with a memory of its own",
      { memory: { changedAt: { cpu_allocation: NOW - 1000 } }, signals: { request_rate: 60 } },
    ],
    [
      "that was drawn for an experiment",
      { exploration: { everyMs: 5000, under: "x", draws: Array.from({ length: 20 }, (_, at) => at / 20) } },
    ],
  ])("reproduces the recorded decision %s when nothing is changed", (_, given) => {
    const moment = recordedMoment(given);
    const { decision } = answerTo(moment, unchanged);
    expect(differences(moment.recorded, decision, moment.manifest.attributes)).toEqual([]);
    expect(decision.exploration).toEqual(moment.recorded.exploration);
    expect(decision.exploration !== undefined).toBe("exploration" in given);
  });

  it("hands over to the fallback when a required signal is taken away", () => {
    const { decision } = asked({ signals: { request_rate: null } });
    expect(decision.handover).toEqual({ kind: "required-signal", signal: "request_rate", problem: "missing" });
  });

  it("keeps inside a bound that a person drew", () => {
    const moment = recordedMoment({ signals: surge });
    expect(asked({}, moment).cpu?.final).toBeGreaterThan(0.2);
    const { cpu } = asked({ bounds: { cpu_allocation: { kind: "range", min: 0.1, max: 0.19 } } }, moment);
    expect(cpu?.final).toBe(0.19);
    expect(cpu?.clippedBy).toContain("bounds");
  });

  it.each([
    ["kill switch", { kill: true }, "kill-switch"],
    ["freeze", { freeze: true }, "frozen"],
    ["pause", { pause: "all" }, "paused"],
  ] as const)("obeys the %s a person throws", (_, change, because) => {
    const moment = recordedMoment({ signals: surge });
    expect(asked(change, moment).decision.because).toBe(because);
  });

  it("lets go of a pause that stood then", () => {
    const paused = recordedMoment({ signals: surge, controls: { pauses: [{ scope: { kind: "all" }, until: null }] } });
    expect(paused.recorded.because).toBe("paused");
    expect(asked({ pause: "none" }, paused).decision.outcome).toBe("adjust");
  });

  it("moves less with a lower risk tolerance, and hands over below a high floor", () => {
    const moment = recordedMoment({ signals: { request_rate: 380 } });
    expect(asked({ riskTolerance: 0.05 }, moment).decision.magnitude).toBeLessThan(
      asked({}, moment).decision.magnitude,
    );
    expect(asked({ confidenceFloor: 0.99, fallback: "hold" }, moment).decision.handover).toEqual({
      kind: "low-confidence",
    });
  });

  it("says which inputs the policy looked at", () => {
    const moment = recordedMoment();
    const { attribution } = asked({ signals: surge }, moment);
    expect(attribution).toHaveLength(moment.manifest.policy.inputs.signals.length);
    expect(attribution.find(({ signal }) => signal === "request_rate")?.change).toBeGreaterThan(0);
  });
});

it("replayOf has nothing for a decision of an older agent", () => {
  const { recorded } = recordedMoment();
  const { replay: _, ...old } = recorded as typeof recorded & { replay: unknown };
  expect(replayOf(old)).toBeNull();
});
