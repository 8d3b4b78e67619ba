import { describe, expect, it } from "vitest";
import { charterOf, freshCampaign } from "./campaign-draft.ts";
import type { CampaignBasis } from "./campaign-draft.ts";

const metric = (name: string) => ({
  name,
  title: name,
  unit: "ms",
  better: "lower" as const,
  measure: { kind: "mean" as const, signal: name },
  winsorise: null,
});
const basis: CampaignBasis = {
  metrics: [metric("p95"), metric("cores")],
  design: { kind: "hosts" },
};
const proposed = {
  ...basis,
  goal: "p95",
  guardrails: [
    { metric: "p95", margin: 0.1, scale: "relative" as const },
    { metric: "cores", margin: 0.1, scale: "relative" as const },
  ],
};
const draft = freshCampaign("Web EU", proposed, "2030-01-01T12:00");

describe("charterOf", () => {
  it("says a draft in the hub's units, and guards what is not the goal", () => {
    const verdict = charterOf(draft, basis);
    expect(verdict).toMatchObject({
      kind: "charter",
      charter: {
        budget: { percent: 50, hours: 72, experiments: 12 },
        template: { minS: 7200, maxS: 28_800, minimumEffect: 0.05, guardrails: [{ metric: "cores" }] },
      },
    });
  });

  it("guards by the margins that were typed", () => {
    const guardrails = draft.guardrails.map((guardrail) => ({ ...guardrail, margin: "2,5" }));
    expect(charterOf({ ...draft, guardrails }, basis)).toMatchObject({
      charter: { template: { guardrails: [{ metric: "cores", margin: 0.025, scale: "relative" }] } },
    });
  });

  it("refuses a margin that is no number", () => {
    const guardrails = draft.guardrails.map((guardrail) => ({ ...guardrail, margin: "" }));
    const verdict = charterOf({ ...draft, guardrails }, basis);
    expect(verdict).toMatchObject({ kind: "fault", sentence: expect.stringMatching(/^Margins: /) });
  });

  it.each([
    ["Settings: name something that may vary.", { settings: [] }],
    [
      "risk tolerance: risk tolerance lies between 0.01 and 1.",
      { settings: [{ name: "risk_tolerance", low: "0.1", high: "3" }] },
    ],
    ["Budget: is shorter than one experiment.", { hours: "1" }],
  ] as const)("says %s", (sentence, change) => {
    expect(charterOf({ ...draft, ...change }, basis)).toEqual({ kind: "fault", sentence });
  });

  it("refuses an end that is no date", () => {
    expect(charterOf({ ...draft, endsAt: "" }, basis).kind).toBe("fault");
  });
});
