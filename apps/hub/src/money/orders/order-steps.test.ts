import { expect, test } from "vitest";
import { orderSteps } from "./order-steps.ts";

const open = { status: "open", failure: null, checkoutExpiresAt: 9 } as const;

test.each([
  ["was just ordered", { order: open, payments: [], back: false }, "now", "waiting"],
  ["comes back from the payment page", { order: open, payments: [], back: true }, "now", "waiting"],
  [
    "had its card declined",
    { order: { ...open, failure: "Declined." }, payments: [], back: false },
    "failed",
    "waiting",
  ],
  [
    "was not paid in time",
    { order: { ...open, checkoutExpiresAt: null }, payments: [], back: false },
    "failed",
    "waiting",
  ],
  [
    "was given up",
    { order: { ...open, status: "abandoned" as const }, payments: [], back: false },
    "failed",
    "waiting",
  ],
  ["waits for a bank", { order: open, payments: [{ status: "pending" as const }], back: true }, "now", "waiting"],
  ["is paid", { order: open, payments: [{ status: "succeeded" as const }], back: true }, "done", "now"],
  ["is fulfilled", { order: { ...open, status: "fulfilled" as const }, payments: [], back: false }, "done", "done"],
  ["was given back", { order: { ...open, status: "refunded" as const }, payments: [], back: false }, "done", "done"],
] as const)("orderSteps of an order that %s", (_, known, paid, yours) => {
  expect(orderSteps(known)).toEqual({ paid, yours });
});
