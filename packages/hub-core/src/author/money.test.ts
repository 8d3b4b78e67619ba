import { expect, test } from "vitest";
import { amountText, currencies, currencyOf, parseAmount } from "./money.ts";
import type { Currency } from "./money.ts";

const of = (code: string): Currency => {
  const currency = currencyOf(code);
  if (currency === undefined) throw new TypeError(`${code} is missing`);
  return currency;
};

test.each<[string, string, number]>([
  ["49", "EUR", 4_900],
  ["49.5", "EUR", 4_950],
  ["49,50", "EUR", 4_950],
  ["500", "JPY", 500],
  [" 1.10 ", "USD", 110],
])("parseAmount reads %s in %s", (text, code, amountMinor) => {
  expect(parseAmount(text, of(code))).toEqual({ kind: "amount", amountMinor });
});

test.each<[string, string, string]>([
  ["", "EUR", "amount-malformed"],
  ["-1", "EUR", "amount-malformed"],
  ["1e3", "EUR", "amount-malformed"],
  ["1.234,00", "EUR", "amount-malformed"],
  ["1.999", "EUR", "amount-malformed"],
  ["499.50", "JPY", "currency-without-decimals"],
  ["499,0", "KRW", "currency-without-decimals"],
  ["0.49", "EUR", "price-out-of-bounds"],
  ["49", "JPY", "price-out-of-bounds"],
  ["500000.01", "EUR", "price-out-of-bounds"],
])("parseAmount refuses %j in %s with %s", (text, code, refusal) => {
  expect(parseAmount(text, of(code))).toMatchObject({ kind: "refused", code: refusal });
});

test("amountText writes what parseAmount reads", () => {
  for (const currency of currencies)
    for (const amountMinor of [currency.leastMinor, currency.leastMinor + 1, currency.mostMinor]) {
      const [amount = ""] = amountText(amountMinor, currency).split(" ");
      expect(parseAmount(amount, currency)).toEqual({ kind: "amount", amountMinor });
    }
});

test("currencies have the decimals that the world gives them", () => {
  for (const { code, decimals } of currencies) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency: code });
    expect([code, format.resolvedOptions().maximumFractionDigits]).toEqual([code, decimals]);
  }
});
