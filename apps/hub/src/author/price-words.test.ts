import type { Price } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { priceWords, trialWords } from "./price-words.ts";

test.each<[Price, string]>([
  [{ kind: "free" }, "Free"],
  [{ kind: "one-off", amountMinor: 4_900, currency: "EUR" }, "€49 once"],
  [{ kind: "one-off", amountMinor: 123_450, currency: "EUR" }, "€1,234.50 once"],
  [{ kind: "subscription", amountMinor: 500, currency: "JPY", every: "month" }, "JP¥500 a month"],
  [{ kind: "per-agent", amountMinor: 300, currency: "GBP", every: "year" }, "£3 a year for each agent"],
])("priceWords of %j is %s", (price, words) => {
  expect(priceWords(price)).toBe(words);
});

test("trialWords says nothing where there is no trial", () => {
  expect([trialWords(null), trialWords(1), trialWords(14)]).toEqual([null, "1 day to try it", "14 days to try it"]);
});
