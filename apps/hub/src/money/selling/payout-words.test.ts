import { expect, test } from "vitest";
import { intervals, payoutWords } from "./payout-words.ts";

test("payoutWords say why a payout failed", () => {
  expect(payoutWords({ status: "failed", failure: "No such account." }).says).toBe("No such account.");
  expect(payoutWords({ status: "failed", failure: null }).says).toContain("Check your bank account");
  expect(payoutWords({ status: "paid", failure: null })).toEqual({ tone: "good", word: "Arrived", says: null });
});

test("payoutWords and intervals have words of their own for each", () => {
  const states = ["pending", "in-transit", "paid", "failed", "canceled"] as const;
  expect(new Set(states.map((status) => payoutWords({ status, failure: null }).word)).size).toBe(states.length);
  expect(new Set(intervals.map(({ value }) => value)).size).toBe(4);
});
