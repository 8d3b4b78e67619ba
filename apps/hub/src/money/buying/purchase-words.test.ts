import { expect, test } from "vitest";
import { buyLabel, purchaseTerms, totalWords } from "./purchase-words.ts";
import type { Offer } from "./purchase-words.ts";

const once: Offer = { price: { kind: "one-off", amountMinor: 4_900, currency: "EUR" }, seats: 1, trialDays: null };
const monthly: Offer = {
  price: { kind: "subscription", amountMinor: 2_000, currency: "JPY", every: "month" },
  seats: 1,
  trialDays: null,
};
const seats: Offer = {
  price: { kind: "per-agent", amountMinor: 300, currency: "USD", every: "year" },
  seats: 3,
  trialDays: null,
};

test.each<[Offer, string]>([
  [once, "Buy for 49.00 EUR"],
  [monthly, "Subscribe for 2,000 JPY a month"],
  [{ ...monthly, trialDays: 14 }, "Start 14-day trial"],
  [seats, "Buy 3 seats for 9.00 USD a year"],
  [{ ...seats, seats: 1 }, "Buy 1 seat for 3.00 USD a year"],
])("buyLabel of %j says what happens", (offer, label) => {
  expect(buyLabel(offer)).toBe(label);
});

test("totalWords multiplies only what is paid for each agent", () => {
  expect(totalWords({ ...monthly, seats: 5 })).toBe("2,000 JPY a month");
  expect(totalWords({ ...seats, seats: 5 })).toBe("15.00 USD a year");
});

const says = (offer: Offer, term: string): string | undefined =>
  purchaseTerms("Flash sale", offer).find((line) => line.term === term)?.says;

test("purchaseTerms say when it renews, and of what is paid once nothing of the kind", () => {
  expect(says(once, "It renews")).toBeUndefined();
  expect(says(monthly, "It renews")).toMatch(/^Every month until you cancel/);
});

test("purchaseTerms show how a sum for seats comes about, and what a trial costs", () => {
  expect(says(seats, "You pay")).toBe("9.00 USD a year (3 × 3.00 USD), the first of it now.");
  expect(says({ ...monthly, trialDays: 14 }, "You pay")).toBe(
    "Nothing for 14 days, then 2,000 JPY a month, from your card by itself.",
  );
  expect(says(once, "You pay")).toBe("49.00 EUR, once.");
  expect(says(seats, "You get")).toContain("for 3 seats");
});
