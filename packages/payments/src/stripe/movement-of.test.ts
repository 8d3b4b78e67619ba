import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { balanceMovementOf, movementOf } from "./movement-of.ts";

describe("movementOf", () => {
  it.each([
    ["charge", "charge"],
    ["refund", "refund"],
    ["refund_failure", "refund-failure"],
    ["transfer", "transfer"],
    ["transfer_reversal", "transfer-reversal"],
    ["dispute", "dispute"],
    ["dispute_reversal", "dispute-reversal"],
    ["payout", "payout"],
    ["payout_reversal", "payout"],
    ["fee", "other"],
    ["constructor", "other"],
  ])("calls what Stripe reports as %s %s", (reporting_category, kind) => {
    expect(movementOf(answers.balanceTransaction({ reporting_category })).kind).toBe(kind);
  });

  it("has times in ms, and no source where there is none", () => {
    expect(movementOf(answers.balanceTransaction({ source: null }))).toMatchObject({
      sourceId: null,
      at: 1_790_000_000_000,
      availableAt: 1_790_172_800_000,
    });
  });
});

describe("balanceMovementOf", () => {
  it.each<[string, unknown, string | null]>([
    ["a charge", { object: "charge", id: "ch_1" }, "ch_1"],
    ["a refund", { object: "refund", id: "re_1", charge: "ch_1" }, "ch_1"],
    ["a dispute", { object: "dispute", id: "du_1", charge: { id: "ch_1" } }, "ch_1"],
    ["a transfer", { object: "transfer", id: "tr_1", source_transaction: "ch_1" }, "ch_1"],
    [
      "a reversal with its transfer",
      { object: "transfer_reversal", id: "trr_1", transfer: { source_transaction: "ch_1" } },
      "ch_1",
    ],
    ["a reversal alone", { object: "transfer_reversal", id: "trr_1", transfer: "tr_1" }, null],
    ["a payout", { object: "payout", id: "po_1" }, null],
    ["what is known by its id alone", "ch_1", null],
    ["nothing", null, null],
  ])("names the payment behind %s", (_, source, paymentId) => {
    expect(balanceMovementOf(answers.balanceTransaction({ source })).paymentId).toBe(paymentId);
  });
});
