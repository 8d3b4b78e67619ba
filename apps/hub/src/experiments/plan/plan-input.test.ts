import { describe, expect, it } from "vitest";
import type { ArmDraft, PlanDraft } from "./plan-draft.ts";
import { firstPlanDraft } from "./plan-draft.ts";
import { draftOfPlan } from "./draft-of-plan.ts";
import { previewOf, readDraft, secondsOf } from "./plan-input.ts";
import { suggested } from "./suggested.fixture.ts";

const calm: Partial<ArmDraft> = {
  title: "Half the factor",
  settings: { adjustmentFactor: "0,5", cooldownGrowS: "10", cooldownShrinkS: "120" },
};

const filled = (over: Partial<PlanDraft> = {}, arm: Partial<ArmDraft> = calm): PlanDraft => {
  const first = firstPlanDraft(suggested);
  const arms = first.arms.map((each, index) => (index === 1 ? { ...each, ...arm } : each));
  return { ...first, name: "Calmer", arms, ...over };
};

describe("previewOf", () => {
  it("reckons before anything has a name", () => {
    expect(readDraft(firstPlanDraft(suggested)).plan).toBeNull();
    expect(previewOf(firstPlanDraft(suggested))?.arms[1]?.title).toBe("Arm 1");
  });
  it("has nothing to reckon with while a number is none", () => {
    expect(previewOf(filled({ minimumEffect: "x" }))).toBeNull();
  });
});

describe("draftOfPlan", () => {
  it.each([
    filled(),
    filled({ design: "switchback", exploreS: "30", winsorise: true, correction: "benjamini-hochberg" }),
    filled(
      { holdoutPercent: "10", holdoutDays: "14", confirm: false, promote: "automatic" },
      { title: "F", kind: "fallback", fallback: "hold", settings: {} },
    ),
    filled(
      {},
      { title: "P", kind: "persona", personaVersionId: "0198c0de-0000-7000-8000-000000000002", weight: "0.5" },
    ),
  ])("fills the form so that it makes the same plan again", (draft) => {
    const { plan } = readDraft(draft);
    expect(plan).not.toBeNull();
    if (plan !== null) expect(readDraft(draftOfPlan(plan)).plan).toEqual(plan);
  });
});

describe("readDraft", () => {
  it("makes a plan that the hub accepts, with shares out of per cent and seconds out of hours", () => {
    const { plan, faults } = readDraft(filled());
    expect(faults).toEqual({});
    expect(plan).toMatchObject({
      name: "Calmer",
      alpha: 0.05,
      power: 0.8,
      minimumEffect: 0.1,
      minS: 86_400,
      maxS: 604_800,
      explore: null,
      guardrails: [
        { metric: "cores", margin: 0.1 },
        { metric: "errors", margin: 0.002, scale: "absolute" },
      ],
    });
    expect(plan?.arms[1]).toMatchObject({
      name: "half-the-factor",
      treatment: { kind: "as-is", settings: { adjustmentFactor: 0.5, cooldownMs: { grow: 10_000, shrink: 120_000 } } },
    });
    expect(plan?.ramp).toHaveLength(6);
  });

  it("gives a switchback one step and its blocks", () => {
    const { plan } = readDraft(filled({ design: "switchback" }));
    expect(plan?.design).toEqual({ kind: "switchback", blockS: 300, washOutS: 60 });
    expect(plan?.ramp).toEqual([{ percent: 100, leastS: 86_400 }]);
  });

  it.each<[Partial<PlanDraft>, Partial<ArmDraft>, string, RegExp]>([
    [{ name: "" }, calm, "name", /Give it a name/],
    [{}, { ...calm, title: "" }, "arms.1.title", /Give the arm a name/],
    [{}, { ...calm, kind: "persona" }, "arms.1.personaVersionId", /Choose a version/],
    [{}, { title: "x", settings: { riskTolerance: "3" } }, "arms.1.settings.riskTolerance", /at most|<= ?1|Too big/i],
    [{}, { title: "x", settings: { cooldownGrowS: "10" } }, "arms.1.settings.cooldownShrinkS", /both/],
    [{ minimumEffect: "" }, calm, "minimumEffect", /Type a number/],
    [{ most: { count: "1", unit: "h" } }, calm, "maxS", /shorter than the minimum/],
    [{ most: { count: "x", unit: "h" } }, calm, "maxS", /Type a number/],
    [
      { guardrails: [{ metric: "gone", margin: "1", scale: "relative" }] },
      calm,
      "guardrails.0.metric",
      /none of the metrics/,
    ],
    [{ guardrails: [{ metric: "cores", margin: "0", scale: "relative" }] }, calm, "guardrails.0.margin", /./],
    [{ design: "switchback", washOut: { count: "2", unit: "h" } }, calm, "design.washOutS", /leave something/],
    [
      { ramp: ["5", "5"].map((percent) => ({ percent, least: { count: "1", unit: "h" } })) },
      calm,
      "ramp.1.percent",
      /rise/,
    ],
    [{ holdoutPercent: "80" }, calm, "holdout.percent", /./],
  ])("shows what is wrong with %j at the field that mends it", (over, arm, field, sentence) => {
    const { plan, faults } = readDraft(filled(over, arm));
    expect(plan).toBeNull();
    expect(faults[field]).toMatch(sentence);
  });

  it("names arms apart whose titles are alike", () => {
    const draft = filled();
    const twin = { ...draft.arms[1], key: "arm-2" } as ArmDraft;
    const { plan } = readDraft({ ...draft, arms: [...draft.arms, twin] });
    expect(plan?.arms.map(({ name }) => name)).toEqual(["control", "half-the-factor", "half-the-factor-2"]);
  });
});

it.each([
  [{ count: "1,5", unit: "h" }, 5_400],
  [{ count: "2", unit: "days" }, 172_800],
  [{ count: "", unit: "s" }, Number.NaN],
] as const)("secondsOf %j is %d", (typed, seconds) => {
  expect(secondsOf(typed)).toBe(seconds);
});
