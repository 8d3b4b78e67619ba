import { describe, expect, it } from "vitest";
import * as answers from "./answers.fixture.ts";
import { checkoutOf } from "./checkout-of.ts";

describe("checkoutOf", () => {
  it("says where to pay while it is open", () => {
    expect(checkoutOf(answers.checkoutSession(), null)).toStrictEqual({
      checkoutId: "cs_1",
      orderId: "order-1",
      status: "open",
      url: "https://pay.example/checkout",
      expiresAt: 1_790_003_600_000,
      paymentId: null,
      subscriptionId: null,
      failure: null,
    });
  });

  it("says why the last attempt to pay failed", () => {
    const session = answers.checkoutSession({
      payment_intent: { id: "pi_1", last_payment_error: { message: "Your card has expired." } },
    });
    expect(checkoutOf(session, null).failure).toBe("Your card has expired.");
  });

  it("leads nowhere once it is complete, and forgets what failed before", () => {
    const session = answers.checkoutSession({
      status: "complete",
      subscription: { id: "sub_1" },
      payment_intent: { id: "pi_1", last_payment_error: { message: "Your card has expired." } },
    });
    expect(checkoutOf(session, "ch_1")).toMatchObject({
      status: "complete",
      url: null,
      paymentId: "ch_1",
      subscriptionId: "sub_1",
      failure: null,
    });
  });

  it("refuses a status nobody knows", () => {
    expect(() => checkoutOf(answers.checkoutSession({ status: null }), null)).toThrow(
      expect.objectContaining({ code: "answer-unreadable" }),
    );
  });
});
