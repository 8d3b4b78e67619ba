import type { EntitlementView } from "@fleet-persona/hub-core";
import { expect, test } from "vitest";
import { heldWords, limitsOf } from "./entitlement-words.ts";

const price = { kind: "per-agent", amountMinor: 300, currency: "USD", every: "month" } as const;
const whole = { blocked: null, endsBecause: null, price, seats: 5, seatsUsed: 3 };

test("limitsOf finds none where the right is whole", () => {
  expect(limitsOf(whole)).toEqual([]);
  expect(limitsOf({ ...whole, price: { kind: "free" }, seats: null, seatsUsed: 0 })).toEqual([]);
});

test("limitsOf says that a dispute stops what is new and nothing that runs", () => {
  const [limit] = limitsOf({ ...whole, blocked: "disputed" });
  expect(limit).toMatchObject({ kind: "blocked", tone: "bad" });
  expect(limit?.sentence).toContain("nothing new can begin");
  expect(limit?.sentence).toContain("what runs goes on");
});

test.each<[NonNullable<EntitlementView["endsBecause"]>, string]>([
  ["refunded", "given back"],
  ["dispute-lost", "bank"],
  ["cancelled", "cancelled"],
  ["unpaid", "not paid"],
])("limitsOf says why it ends when it was %s", (endsBecause, word) => {
  expect(limitsOf({ ...whole, endsBecause })[0]?.sentence).toContain(word);
});

test("limitsOf says when every seat is taken, and with all at once the worst first", () => {
  expect(limitsOf({ ...whole, seatsUsed: 5 }).map(({ kind }) => kind)).toEqual(["seats-exhausted"]);
  const all = limitsOf({ ...whole, seatsUsed: 6, blocked: "disputed", endsBecause: "unpaid" });
  expect(all.map(({ kind }) => kind)).toEqual(["blocked", "ending", "seats-exhausted"]);
});

test.each<[EntitlementView["price"], string]>([
  [{ kind: "free" }, "Free"],
  [{ kind: "one-off", amountMinor: 4_900, currency: "EUR" }, "Bought for 49.00 EUR"],
  [{ kind: "subscription", amountMinor: 2_000, currency: "JPY", every: "year" }, "2,000 JPY a year"],
  [price, "3 of 5 seats, 3.00 USD each a month"],
])("heldWords says how %j is held", (held, words) => {
  expect(heldWords({ ...whole, price: held })).toBe(words);
});
