import { expect, test } from "vitest";
import { highestRate, rateAt } from "../arrivals/rate.ts";
import { fitTrace } from "./fit-trace.ts";
import { generateTraffic, TRAFFIC_SHAPES } from "./generate-traffic.ts";

test.each(TRAFFIC_SHAPES)("generateTraffic makes %s traffic from its seed alone, between calm and peak", (shape) => {
  const options = { shape, seconds: 300, calm: 100, peak: 300, warmupS: 10 };
  const traffic = generateTraffic({ ...options, seed: 5 });
  expect(generateTraffic({ ...options, seed: 5 })).toEqual(traffic);
  expect(generateTraffic({ ...options, seed: 6 })).not.toEqual(traffic);
  expect(highestRate(traffic.points, 0, 300)).toBeLessThan(360);
  expect(highestRate(traffic.points, 0, 300)).toBeGreaterThan(shape === "steady" ? 95 : 200);
  for (const { rate } of traffic.points) expect(rate).toBeGreaterThan(0);
});

test("generateTraffic announces a campaign where its visitors come", () => {
  const { points, campaigns } = generateTraffic({ shape: "campaign", seed: 2, seconds: 600, calm: 50, peak: 200 });
  const { from = 0, to = 0 } = campaigns?.[0] ?? {};
  expect(rateAt(points, (from + to) / 2)).toBeGreaterThan(2 * rateAt(points, from - 5));
});

test("fitTrace gives a trace the length and the height it is asked for", () => {
  const trace = [
    { t: 1_000, rate: 4 },
    { t: 1_300, rate: 8 },
    { t: 1_600, rate: 2 },
  ];
  expect(fitTrace(trace, { seconds: 60, peak: 400 })).toEqual([
    { t: 0, rate: 200 },
    { t: 30, rate: 400 },
    { t: 60, rate: 100 },
  ]);
});
