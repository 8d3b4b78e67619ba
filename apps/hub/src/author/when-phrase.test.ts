import { expect, test } from "vitest";
import { whenPhrase } from "./when-phrase.ts";

test.each([
  [-1, "any moment"],
  [1, "in 1 min"],
  [59 * 60_000, "in 59 min"],
  [20 * 3_600_000, "in 20 h"],
  [72 * 3_600_000, "in 3 days"],
])("whenPhrase of %d ms is %s", (ms, phrase) => {
  expect(whenPhrase(ms)).toBe(phrase);
});
