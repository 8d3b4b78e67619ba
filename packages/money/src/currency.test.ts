import { expect, test } from "vitest";
import { amountRefusal, amountText, currencies } from "./currency.ts";

test("amountRefusal takes what lies within the bounds of each currency, and nothing beside them", () => {
  for (const currency of currencies) {
    const { leastMinor, mostMinor } = currency;
    expect([amountRefusal(leastMinor, currency), amountRefusal(mostMinor, currency)]).toEqual([null, null]);
    expect(amountRefusal(leastMinor - 1, currency)?.code).toBe("price-out-of-bounds");
    expect(amountRefusal(mostMinor + 1, currency)?.code).toBe("price-out-of-bounds");
  }
});

test.each([
  ["EUR", 4_950, "49.50 EUR"],
  ["JPY", 500, "500 JPY"],
])("amountText in %s of %d is %s", (code, amountMinor, text) => {
  const currency = currencies.find((each) => each.code === code);
  expect(currency && amountText(amountMinor, currency)).toBe(text);
});

test("currencies have the decimals that the world gives them", () => {
  for (const { code, decimals } of currencies) {
    const format = new Intl.NumberFormat("en", { style: "currency", currency: code });
    expect([code, format.resolvedOptions().maximumFractionDigits]).toEqual([code, decimals]);
  }
});
