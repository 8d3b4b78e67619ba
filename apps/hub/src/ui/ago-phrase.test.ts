import { expect, test } from "vitest";
import { agoPhrase, countdown } from "./ago-phrase.ts";

test.each([
  [-500, "now"],
  [1_999, "now"],
  [12_000, "12 s ago"],
  [60_000, "1 min ago"],
  [3_599_000, "59 min ago"],
  [7_200_000, "2 h ago"],
  [86_400_000, "yesterday"],
  [3 * 86_400_000, "3 days ago"],
])("agoPhrase of %i ms is %s", (elapsed, phrase) => {
  expect(agoPhrase(elapsed)).toBe(phrase);
});

test.each([
  [3_600_000, "1:00:00"],
  [3_547_000, "59:07"],
  [400, "0:01"],
  [-1, "0:00"],
])("countdown of %i ms is %s", (remaining, shown) => {
  expect(countdown(remaining)).toBe(shown);
});
