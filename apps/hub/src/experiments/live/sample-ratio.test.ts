import { describe, expect, it } from "vitest";
import { experimentView, fixturePlan } from "../experiment.fixture.ts";
import { ratioRows, ratioSentence, shownP } from "./sample-ratio.ts";

describe("ratioRows", () => {
  const view = experimentView();
  const dealt = (...counts: readonly number[]) => ({
    armViews: view.armViews.map((arm, index) => ({ ...arm, dealt: counts[index] ?? 0 })),
    plan: { ...fixturePlan, arms: fixturePlan.arms.map((arm, index) => ({ ...arm, weight: index === 0 ? 1 : 0.5 })) },
  });

  it("expects what the weights give of all that were dealt", () => {
    expect(ratioRows(dealt(7, 2)).map(({ expected }) => expected)).toEqual([6, 3]);
  });
  it("expects nothing of nobody", () => {
    expect(ratioRows(dealt(0, 0)).map(({ expected, actualShare }) => [expected, actualShare])).toEqual([
      [null, 0],
      [null, 0],
    ]);
  });
});

it.each([
  [0.6234, "0.62"],
  [0.00042, "< 0.001"],
  [Number.NaN, "–"],
])("shownP of %d is %s", (p, shown) => {
  expect(shownP(p)).toBe(shown);
});

it.each([
  [null, false, /once there are units/],
  [0.4, false, /fit the plan/],
  [0.0001, true, /do not fit/],
])("ratioSentence of %s", (p, broken, words) => {
  expect(ratioSentence(p, broken)).toMatch(words);
});
