import { expect, test } from "vitest";
import { partOf, typedOf } from "./part-of.ts";

test.each([
  ["49.00", "EUR", 4_900],
  ["49", "EUR", 4_900],
  ["0,5", "EUR", 50],
  [" 12.3 ", "EUR", 1_230],
  ["500", "JPY", 500],
])("partOf reads %j of %s as %i", (typed, currency, amountMinor) => {
  expect(partOf(typed, 5_000, currency)).toEqual({ kind: "amount", amountMinor });
});

test.each([
  ["", "EUR", "Write an amount, such as 50.00."],
  ["a lot", "EUR", "Write an amount, such as 50.00."],
  ["-1", "EUR", "Write an amount, such as 50.00."],
  ["0", "EUR", "More than nothing."],
  ["1.005", "EUR", "EUR has 2 decimals."],
  ["1.5", "JPY", "JPY has no decimals."],
  ["50.01", "EUR", "At most 50.00 EUR."],
])("partOf refuses %j of %s", (typed, currency, message) => {
  expect(partOf(typed, 5_000, currency)).toEqual({ kind: "refused", message });
});

test("typedOf and partOf go back and forth", () => {
  for (const currency of ["EUR", "JPY"])
    expect(partOf(typedOf(1_234, currency), 5_000, currency)).toEqual({ kind: "amount", amountMinor: 1_234 });
});
