import type { Currency } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { amountInput, parseAmount } from "./amount.ts";

const euro: Currency = { code: "EUR", decimals: 2, leastMinor: 50, mostMinor: 50_000_000 };
const yen: Currency = { code: "JPY", decimals: 0, leastMinor: 50, mostMinor: 50_000_000 };

test.each<[string, Currency, number]>([
  ["49", euro, 4_900],
  ["49.5", euro, 4_950],
  ["49,50", euro, 4_950],
  [" 1.10 ", euro, 110],
  ["500", yen, 500],
])("parseAmount reads %s", (text, currency, amountMinor) => {
  expect(parseAmount(text, currency)).toEqual({ kind: "amount", amountMinor });
  expect(parseAmount(amountInput(amountMinor, currency), currency)).toEqual({ kind: "amount", amountMinor });
});

test.each<[string, Currency, RegExp]>([
  ["", euro, /digits/],
  ["-1", euro, /digits/],
  ["1e3", euro, /digits/],
  ["1.234,00", euro, /digits/],
  ["1.999", euro, /2 decimals, not 3/],
  ["499.50", yen, /JPY has no decimals: write a whole number, such as 499/],
  ["0.49", euro, /least is 0.50 EUR/],
  ["49", yen, /least is 50 JPY/],
  ["500000.01", euro, /most is 500000.00 EUR/],
])("parseAmount refuses %j and says what to do", (text, currency, message) => {
  expect(parseAmount(text, currency)).toEqual({ kind: "refused", message: expect.stringMatching(message) });
});
