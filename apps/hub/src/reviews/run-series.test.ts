import type { GateSeries } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import {
  breachesOf,
  lanesOf,
  runClock,
  runsOfScenario,
  samplesOf,
  spanOf,
  usedChoices,
  usedRange,
} from "./run-series.ts";

const run: GateSeries = {
  scenario: "diurnal",
  policy: "guarded",
  seed: 1,
  t: [0, 2, 4, 6],
  requests: [1, 2, 3, 4],
  p95_ms: [10, null, 200, 160],
  errors: [0, 0, 0, 0],
  cost: [1, 1, 1, 1],
  breach: [0, 0, 1, 1],
  config: { servers: [1, 2, 2, 3], cache: ["off", "micro", "micro", "off"] },
};
const series = [
  run,
  { ...run, policy: "raw" as const, config: { servers: [9, 9, 9, 9] } },
  { ...run, scenario: "slow-leak" as const },
];

test("runsOfScenario keeps one scenario's runs, by who steered", () => {
  expect(Object.keys(runsOfScenario(series, "diurnal"))).toEqual(["guarded", "raw"]);
});

test("samplesOf puts a column over the run's time, what was not measured as such", () => {
  expect(samplesOf(run, "p95_ms")[1]).toEqual({ at: 2_000, value: null });
  expect(samplesOf(undefined, "cost")).toEqual([]);
});

test("spanOf reaches to the end of the last stretch, and breachesOf joins what touches", () => {
  expect(spanOf({ guarded: run })).toEqual({ from: 0, to: 8_000 });
  expect(breachesOf(run)).toEqual([{ from: 4_000, to: 8_000 }]);
});

test("lanesOf gives the configuration as steps", () => {
  expect(lanesOf(run).config["cache"]?.[1]).toEqual({ at: 2_000, value: "micro" });
});

test("usedRange and usedChoices say what an attribute was with guards on", () => {
  expect(usedRange(series, "servers")).toEqual([1, 3]);
  expect(usedRange(series, "cache")).toBeNull();
  expect(usedChoices([run], "cache")).toEqual(["off", "micro"]);
});

test.each([
  [0, "0:00"],
  [75_000, "1:15"],
])("runClock of %i ms is %s", (ms, clock) => {
  expect(runClock(ms)).toBe(clock);
});
