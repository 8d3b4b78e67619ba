import { expect, test } from "vitest";
import { missedBlocks } from "./blocks.ts";

test.each([
  ["none", [], 0],
  ["a whole series", ["1.0.0", "1.0.1", "1.0.2"], 0],
  ["a worker that was away for two", ["1.0.0", "1.0.3"], 2],
  ["a pause, which begins to count anew", ["1.0.4", "1.1.0", "1.1.2"], 1],
])("missedBlocks counts what nobody began: %s", (_, units, missed) => {
  const blocks = units.map((unit) => ({ unit, index: Number(unit.split(".")[2]) }));
  expect(missedBlocks(blocks)).toBe(missed);
});
