import type { Price } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { amountOf, priceWords } from "./price-words.ts";

test.each<[Price, string]>([
  [{ kind: "free" }, "Free"],
  [{ kind: "one-off", amountMinor: 4_900, currency: "EUR" }, "49.00 EUR once"],
  [{ kind: "one-off", amountMinor: 4_950, currency: "EUR" }, "49.50 EUR once"],
  [{ kind: "subscription", amountMinor: 2_000, currency: "JPY", every: "month" }, "2,000 JPY a month"],
  [{ kind: "one-off", amountMinor: 900, currency: "CAD" }, "9.00 CAD once"],
  [{ kind: "per-agent", amountMinor: 300, currency: "USD", every: "year" }, "3.00 USD an agent and year"],
])("priceWords says %j as %s", (price, words) => {
  expect(priceWords(price)).toBe(words);
});

test.each([
  [4_900, "EUR", "49.00"],
  [2_000, "JPY", "2000"],
  [1_234, "KWD", "1.234"],
])("amountOf writes %i of %s as %s", (amountMinor, currency, amount) => {
  expect(amountOf({ amountMinor, currency })).toBe(amount);
});
