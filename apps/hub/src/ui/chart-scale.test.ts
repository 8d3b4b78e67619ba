import { expect, test } from "vitest";
import { alongScale, chartScale } from "./chart-scale.ts";

const axis = { label: "Cost", unit: "core hours" };

test("chartScale places values between 0 and 100, and with `down` the largest highest", () => {
  const across = chartScale([8, 14], axis);
  expect(across.at(8)).toBeGreaterThanOrEqual(0);
  expect(across.at(14)).toBeLessThanOrEqual(100);
  const up = chartScale([8, 14], axis, true);
  expect(up.at(14)).toBeLessThan(up.at(8));
});

test("chartScale of no values at all still has ticks", () => {
  expect(chartScale([], axis).ticks.length).toBeGreaterThan(1);
});

test("chartScale reaches the ends it was given", () => {
  const { ticks } = chartScale([41, 46], { ...axis, from: 0 });
  expect(ticks[0]).toBe(0);
});

test("alongScale begins at the first value and ends at the last, its ticks between them", () => {
  const scale = alongScale([1, 24], axis);
  expect([scale.at(1), scale.at(24)]).toEqual([0, 100]);
  expect(scale.ticks.every((tick) => tick >= 1 && tick <= 24)).toBe(true);
});

test("alongScale of a single value places it within the drawing", () => {
  const at = alongScale([5], axis).at(5);
  expect(at).toBeGreaterThanOrEqual(0);
  expect(at).toBeLessThanOrEqual(100);
});

test("chartScale keeps to its ends while values do, and stretches for one beyond", () => {
  const stars = { label: "stars", unit: "", from: 1, to: 5 };
  const kept = chartScale([2, 4.5], stars, true);
  expect(kept.ticks).toEqual([1, 2, 3, 4, 5]);
  expect([kept.at(1), kept.at(5)]).toEqual([100, 0]);
  expect(chartScale([2, 8], stars, true).ticks.at(-1)).toBeGreaterThanOrEqual(8);
});
