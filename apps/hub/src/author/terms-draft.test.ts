import type { Currency, Price } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { checkTerms, draftOf } from "./terms-draft.ts";

const currencies: readonly Currency[] = [
  { code: "EUR", decimals: 2, leastMinor: 50, mostMinor: 50_000_000 },
  { code: "JPY", decimals: 0, leastMinor: 50, mostMinor: 50_000_000 },
];

test.each<[Price, number | null]>([
  [{ kind: "free" }, null],
  [{ kind: "one-off", amountMinor: 4_900, currency: "EUR" }, null],
  [{ kind: "per-agent", amountMinor: 900, currency: "EUR", every: "month" }, 14],
  [{ kind: "subscription", amountMinor: 500, currency: "JPY", every: "year" }, null],
])("checkTerms of draftOf %j is the same again", (price, trialDays) => {
  expect(checkTerms(draftOf({ price, trialDays }, currencies), currencies, 90).terms).toEqual({ price, trialDays });
});

test("checkTerms says at which field what is wrong", () => {
  const draft = draftOf({ price: { kind: "one-off", amountMinor: 500, currency: "JPY" }, trialDays: null }, currencies);
  expect(checkTerms({ ...draft, amount: "4.50" }, currencies, 90)).toEqual({
    amountError: "JPY has no decimals: write a whole number, such as 4.",
    trialError: null,
    terms: null,
  });
  const renews = { ...draft, kind: "subscription" as const };
  expect(checkTerms({ ...renews, trialDays: "91" }, currencies, 90).trialError).toBe(
    "Whole days, 1 to 90, or nothing.",
  );
  expect(checkTerms({ ...renews, trialDays: "0" }, currencies, 90).terms).toBeNull();
  // What is paid once has no trial, whatever was written before it was chosen.
  expect(checkTerms({ ...draft, trialDays: "91" }, currencies, 90).terms).toMatchObject({ trialDays: null });
  // What is free has neither.
  expect(checkTerms({ ...draft, kind: "free", amount: "x", trialDays: "x" }, currencies, 90).terms).not.toBeNull();
});
