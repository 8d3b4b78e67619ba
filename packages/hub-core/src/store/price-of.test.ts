import { expect, test } from "vitest";
import type { Price } from "./listing.ts";
import { columnsOf, priceOf } from "./price-of.ts";

test.each<Price>([
  { kind: "free" },
  { kind: "one-off", amountMinor: 4_900, currency: "EUR" },
  { kind: "subscription", amountMinor: 2_000, currency: "JPY", every: "month" },
  { kind: "per-agent", amountMinor: 300, currency: "USD", every: "year" },
])("priceOf gives back the price whose columns columnsOf made: %j", (price) => {
  expect(priceOf(columnsOf(price))).toEqual(price);
});
