import { expect, test } from "vitest";
import { amountWords, costWords, isOver, orderStanding, subscriptionStanding } from "./order-words.ts";

const order = { status: "open", failure: null, checkoutExpiresAt: 9, trialDays: null } as const;

test("orderStanding tells what can be paid from what cannot any more", () => {
  expect(orderStanding(order)).toMatchObject({ word: "Waits to be paid", at: 9 });
  expect(orderStanding({ ...order, checkoutExpiresAt: null }).word).toBe("Too late");
  expect(orderStanding({ ...order, status: "abandoned" }).word).toBe("Given up");
});

test("orderStanding says why a card was refused, and that nothing was charged", () => {
  const { word, says } = orderStanding({ ...order, failure: "Your card was declined" });
  expect(word).toBe("Not paid");
  expect(says).toMatch(/^Your card was declined\. Nothing was charged/);
  expect(orderStanding({ ...order, failure: "Insufficient funds." }).says).toMatch(/^Insufficient funds\. Nothing/);
});

test("orderStanding calls no trial paid", () => {
  expect(orderStanding({ ...order, status: "fulfilled" }).word).toBe("Paid");
  expect(orderStanding({ ...order, status: "fulfilled", trialDays: 14 }).word).toBe("Begun");
});

test("amountWords say how often it is paid and for how many", () => {
  const once = { amountMinor: 4_900, currency: "EUR", quantity: 1 };
  const price = { kind: "one-off", amountMinor: 4_900, currency: "EUR" } as const;
  expect(amountWords({ ...once, price })).toBe("49.00 EUR");
  const seats = { kind: "per-agent", amountMinor: 300, currency: "EUR", every: "month" } as const;
  expect(amountWords({ ...once, amountMinor: 900, quantity: 3, price: seats })).toBe("9.00 EUR a month, 3 seats");
});

const subscription = {
  status: "active",
  perAgent: true,
  seats: 3,
  unitMinor: 300,
  currency: "EUR",
  every: "month",
  periodEndsAt: 5,
  trialEndsAt: null,
  cancelsAt: null,
  endedAt: null,
} as const;

test("costWords show how the sum of seats comes about", () => {
  expect(costWords(subscription)).toBe("9.00 EUR a month (3 × 3.00 EUR)");
  expect(costWords({ ...subscription, seats: 1 })).toBe("3.00 EUR a month");
  expect(costWords({ ...subscription, perAgent: false, seats: 1, unitMinor: 2_000, currency: "JPY" })).toBe(
    "2,000 JPY a month",
  );
});

test.each([
  ["active", {}, "Active", 5],
  ["active", { cancelsAt: 4 }, "Ending", 4],
  ["trialing", { trialEndsAt: 3 }, "Trial", 3],
  ["trialing", { trialEndsAt: 3, cancelsAt: 3 }, "Ending", 3],
  ["past-due", {}, "Payment failed", null],
  ["unpaid", {}, "Not paid", null],
  ["paused", {}, "Not paid", null],
  ["canceled", { endedAt: 2 }, "Over", 2],
  ["incomplete", {}, "Being paid", null],
  ["incomplete-expired", {}, "Never paid", null],
] as const)("subscriptionStanding of %s with %j is %s", (status, change, word, at) => {
  expect(subscriptionStanding({ ...subscription, ...change, status })).toMatchObject({ word, at });
});

test("isOver keeps what can still be saved among what goes on", () => {
  expect(isOver({ ...subscription, status: "past-due" })).toBe(false);
  expect(isOver({ ...subscription, cancelsAt: 4 })).toBe(false);
  expect(isOver({ ...subscription, status: "canceled", endedAt: 2 })).toBe(true);
});
