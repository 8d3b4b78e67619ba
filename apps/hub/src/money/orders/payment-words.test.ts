import { expect, test } from "vitest";
import { paymentStanding, requestStanding } from "./payment-words.ts";

const payment = {
  status: "succeeded",
  failure: null,
  amountMinor: 4_900,
  refundedMinor: 0,
  currency: "EUR",
  disputed: null,
} as const;

test("paymentStanding says how much of it came back", () => {
  expect(paymentStanding(payment).word).toBe("Paid");
  expect(paymentStanding({ ...payment, refundedMinor: 900 })).toMatchObject({
    word: "Paid, part refunded",
    says: "9.00 EUR of it went back to you.",
  });
  expect(paymentStanding({ ...payment, refundedMinor: 4_900 }).word).toBe("Refunded");
});

test("paymentStanding says first what a bank decides", () => {
  expect(paymentStanding({ ...payment, disputed: "open" })).toMatchObject({ word: "Disputed", tone: "bad" });
  expect(paymentStanding({ ...payment, refundedMinor: 900, disputed: "lost" }).word).toBe("Taken back");
  // A dispute that was won leaves a payment as it was.
  expect(paymentStanding({ ...payment, disputed: "won" }).word).toBe("Paid");
});

test("paymentStanding gives a reason for what failed", () => {
  expect(paymentStanding({ ...payment, status: "failed", failure: "Card expired." }).says).toBe("Card expired.");
  expect(paymentStanding({ ...payment, status: "failed" }).says).toContain("Nothing was charged");
  expect(paymentStanding({ ...payment, status: "pending" }).word).toBe("On its way");
});

const request = { status: "asked", dueAt: 7, answer: null, problem: null } as const;

test("requestStanding says when silence grants a request, to both sides", () => {
  expect(requestStanding(request, "buyer")).toMatchObject({ word: "Asked", at: 7 });
  expect(requestStanding(request, "seller")).toMatchObject({ word: "Waits for you", at: 7 });
});

test("requestStanding repeats the seller's answer and a bank's refusal", () => {
  expect(requestStanding({ ...request, status: "refused", answer: "You used it for a week." }, "buyer").says).toBe(
    "You used it for a week.",
  );
  expect(requestStanding({ ...request, status: "failed", problem: "The card is closed." }, "buyer").says).toMatch(
    /^The card is closed\./,
  );
});

test("requestStanding has a word of its own for every state", () => {
  const states = ["asked", "granted", "refused", "withdrawn", "refunded", "failed"] as const;
  const words = states.map((status) => requestStanding({ ...request, status }, "buyer").word);
  expect(new Set(words).size).toBe(states.length);
});
