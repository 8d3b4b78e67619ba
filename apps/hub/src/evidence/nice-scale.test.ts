import { expect, test } from "vitest";
import { niceScale } from "./nice-scale.ts";

test.each([{ values: [0, 18] }, { values: [0, 0] }, { values: [100, 100] }, { values: [83.2, 92.4, 111.9] }])(
  "niceScale of $values covers it with round ticks",
  ({ values }) => {
    const { ticks } = niceScale(values, [0, 100]);
    expect(ticks[0]).toBeLessThanOrEqual(Math.min(...values));
    expect(ticks.at(-1)).toBeGreaterThanOrEqual(Math.max(...values));
    expect(ticks.length).toBeLessThanOrEqual(9);
  },
);

test("niceScale maps the first and last tick to the range's ends", () => {
  const scale = niceScale([0, 18], [200, 20]);
  expect(scale.at(scale.ticks[0] ?? Number.NaN)).toBe(200);
  expect(scale.at(scale.ticks.at(-1) ?? Number.NaN)).toBe(20);
});
