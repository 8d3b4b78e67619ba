import { describe, expect, test } from "vitest";
import { LEAST_EXPERIMENT_S, shortPlan } from "./short-experiment.ts";

describe("shortPlan", () => {
  test("lets the arms take turns, because one balancer shares the load out", () => {
    const { design, arms } = shortPlan(180);
    expect(design.kind).toBe("switchback");
    expect(arms.map(({ treatment }) => treatment.kind)).toEqual(["as-is", "fallback"]);
  });
  test("is a plan at the least length, and none below it", () => {
    expect(shortPlan(LEAST_EXPERIMENT_S).maxS).toBe(LEAST_EXPERIMENT_S);
    expect(() => shortPlan(LEAST_EXPERIMENT_S - 1)).toThrow("minimum run time");
  });
});
