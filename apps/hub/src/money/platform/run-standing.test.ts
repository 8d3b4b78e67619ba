import { expect, test } from "vitest";
import { runStanding } from "./run-standing.ts";

test.each([
  [{ endedAt: 1, differences: 0, healed: 0, failure: null }, "good", "No difference"],
  [{ endedAt: 1, differences: 3, healed: 3, failure: null }, "good", "3 healed"],
  [{ endedAt: 1, differences: 3, healed: 1, failure: null }, "bad", "2 not healed"],
  [{ endedAt: null, differences: 0, healed: 0, failure: null }, "accent", "Under way"],
  [{ endedAt: 1, differences: 0, healed: 0, failure: "The processor is silent." }, "bad", "Cut off"],
])("runStanding of %j is %s: %s", (run, tone, word) => {
  expect(runStanding(run)).toEqual({ tone, word });
});
