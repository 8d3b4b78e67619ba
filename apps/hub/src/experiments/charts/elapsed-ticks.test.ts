import { expect, it } from "vitest";
import { elapsedTicks } from "./elapsed-ticks.ts";

const hour = 3_600_000;

it.each([
  [2 * hour, 600, ["0", "30 min", "1 h", "1 h 30", "2 h"]],
  [60_000, 300, ["0", "30 s", "1 min"]],
  [10 * 24 * hour, 400, ["0", "5 d", "10 d"]],
  [48 * hour, 600, ["0", "12 h", "1 d", "1.5 d", "2 d"]],
  [0, 400, ["0"]],
])("elapsedTicks over %d ms in %d px", (spanMs, width, labels) => {
  expect(elapsedTicks(spanMs, width, 110).map(({ label }) => label)).toEqual(labels);
});

it("elapsedTicks never stand closer than their room, however long the run", () => {
  for (const spanMs of [1, 5_000, 7 * hour, 80 * 24 * hour, 9_000 * 24 * hour]) {
    const ticks = elapsedTicks(spanMs, 500, 80);
    expect(ticks.length).toBeLessThanOrEqual(Math.floor(500 / 80) + 1);
  }
});
