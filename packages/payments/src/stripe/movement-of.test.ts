import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { movementOf } from "./movement-of.ts";

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
