import { expect, test } from "vitest";
import { CLASSES } from "../sizing.ts";
import { arrivals } from "./schedule.ts";

const flat = { points: [{ t: 0, rate: 200 }] };

test("arrivals is the same list for the same seed", () => {
  expect([...arrivals(flat, 5, 3)]).toEqual([...arrivals(flat, 5, 3)]);
});

test("arrivals follows the trace's rate and the classes' shares", () => {
  const ramp = {
    points: [
      { t: 0, rate: 0 },
      { t: 100, rate: 400 },
    ],
  };
  const all = [...arrivals(ramp, 1, 100)];
  const half = all.filter(({ at }) => at < 50_000).length;
  expect(all.length / 20_000).toBeCloseTo(1, 1);
  expect(half / all.length).toBeCloseTo(0.25, 1);
  for (const kind of ["catalogue", "search", "checkout"] as const) {
    expect(all.filter((arrival) => arrival.kind === kind).length / all.length).toBeCloseTo(CLASSES[kind].share, 1);
  }
});

test("arrivals come one after the other with exponential gaps", () => {
  const times = [...arrivals(flat, 2, 60)].map(({ at }) => at);
  const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  expect(mean).toBeCloseTo(5, 0);
  expect(deviation / mean).toBeCloseTo(1, 1);
});
