import { EXPERIMENT_STATUSES } from "@fleet-persona/experiments";
import { describe, expect, it } from "vitest";
import { groupOf, isEarly, isOver, stagePhrase } from "./status-words.ts";
import { experimentView } from "./experiment.fixture.ts";

describe("groupOf", () => {
  it("puts every state into one filter, and only ends are over", () => {
    for (const status of EXPERIMENT_STATUSES) expect(groupOf(status) === "over").toBe(isOver(status));
    expect(groupOf("paused")).toBe("paused");
    expect(groupOf("holdout")).toBe("open");
  });
});

describe("stagePhrase", () => {
  const { plan, ramp } = experimentView();
  const stage = { percent: 10, since: 0, measuredS: 0, runningS: 0, minS: 1, maxS: 2 };
  const switchback = { ...plan, design: { kind: "switchback", blockS: 60, washOutS: 10 } } as const;

  it.each([
    ["ramp", plan, "10 % of the ramp, step 2 of 4"],
    ["ramp", switchback, "arms take turns"],
    ["aa", plan, "A/A: all arms run as the control"],
    ["confirm", plan, "confirming on fresh hosts"],
    ["confirm", switchback, "confirming on fresh blocks"],
    ["holdout", plan, "holdout: 90 % stay on the control"],
  ] as const)("of %s", (kind, of, phrase) => {
    expect(stagePhrase({ stage: { ...stage, kind }, ramp, plan: of })).toBe(phrase);
  });

  it("of a draft is nothing", () => {
    expect(stagePhrase({ stage: null, ramp, plan })).toBeNull();
  });
});

describe("isEarly", () => {
  const stage = { kind: "ramp", percent: 10, since: 0, measuredS: 0, runningS: 30, minS: 60, maxS: 120 } as const;

  it.each([
    ["running", stage, true],
    ["running", { ...stage, runningS: 60 }, false],
    ["running", null, true],
    ["stopped", stage, false],
  ] as const)("of %s at %j is %s", (status, at, early) => {
    expect(isEarly({ status, stage: at })).toBe(early);
  });
});
