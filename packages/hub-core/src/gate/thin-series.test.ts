import type { GateSeries } from "@fleet-persona/persona";
import { expect, test } from "vitest";
import { packSeries, unpackSeries } from "./series-codec.ts";
import { thinSeries } from "./thin-series.ts";

const series: GateSeries = {
  scenario: "flash-crowd",
  policy: "guarded",
  seed: 1,
  t: [0, 1, 2, 3, 4, 5],
  requests: [10, 20, 30, 40, 50, 60],
  p95_ms: [null, null, 30, 200, 50, null],
  errors: [0, 0, 0, 2, 0, 0],
  cost: [1, 1, 1, 1, 2, 2],
  breach: [0, 0, 0, 1, 0, 0],
  config: { active_servers: [2, 2, 2, 3, 3, 4] },
};

test("thinSeries keeps the worst of each stretch and the configuration it ended with", () => {
  expect(thinSeries(series, 3)).toEqual({
    ...series,
    t: [0, 2, 4],
    requests: [15, 35, 55],
    p95_ms: [null, 200, 50],
    errors: [0, 1, 0],
    cost: [1, 1, 2],
    breach: [0, 1, 0],
    config: { active_servers: [2, 3, 4] },
  });
});

test("thinSeries leaves alone what is short enough", () => {
  expect(thinSeries(series, 6)).toBe(series);
});

test("unpackSeries gives back what packSeries was given", () => {
  expect(unpackSeries(packSeries([series]))).toEqual([series]);
});
