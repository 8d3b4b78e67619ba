import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { payoutOf } from "./payout-of.ts";

describe("payoutOf", () => {
  it("reads when it arrives", () => {
    expect(payoutOf(answers.payout({ status: "in_transit" }))).toStrictEqual({
      payoutId: "po_1",
      status: "in-transit",
      amountMinor: 5_000,
      currency: "EUR",
      createdAt: 1_792_000_000_000,
      arrivesAt: 1_792_172_800_000,
      failure: null,
    });
  });

  it("says why one failed, even where the bank does not", () => {
    expect(payoutOf(answers.payout({ status: "failed", failure_message: "No such account." })).failure).toBe(
      "No such account.",
    );
    expect(payoutOf(answers.payout({ status: "failed" })).failure).toBe("The bank did not take the payout.");
  });

  it("refuses a status nobody knows", () => {
    expect(() => payoutOf(answers.payout({ status: "posted" }))).toThrow(
      expect.objectContaining({ code: "answer-unreadable" }),
    );
  });
});
