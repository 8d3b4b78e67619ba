import { expect, test } from "vitest";
import { decimalsOf, shownMoney } from "./shown-money.ts";

test.each([
  [4_900, "EUR", "49.00 EUR"],
  [124_905, "EUR", "1,249.05 EUR"],
  [500, "JPY", "500 JPY"],
  [1_250_000, "KRW", "1,250,000 KRW"],
  [-735, "EUR", "−7.35 EUR"],
  [-50, "JPY", "−50 JPY"],
  [0, "USD", "0.00 USD"],
  [1_234, "KWD", "1.234 KWD"],
])("shownMoney writes %i of %s as %s", (amountMinor, currency, text) => {
  expect(shownMoney({ amountMinor, currency })).toBe(text);
});

test("shownMoney says what is above zero where signs matter, and gives nothing no sign", () => {
  expect(shownMoney({ amountMinor: 4_165, currency: "EUR" }, true)).toBe("+41.65 EUR");
  expect(shownMoney({ amountMinor: -4_165, currency: "EUR" }, true)).toBe("−41.65 EUR");
  expect(shownMoney({ amountMinor: 0, currency: "EUR" }, true)).toBe("0.00 EUR");
});

test("decimalsOf knows currencies in which no price can be set", () => {
  expect([decimalsOf("EUR"), decimalsOf("JPY"), decimalsOf("KWD"), decimalsOf("VND")]).toEqual([2, 0, 3, 0]);
});
