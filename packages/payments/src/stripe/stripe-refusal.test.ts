import { Stripe } from "stripe";
import { describe, expect, it } from "vitest";
import { PaymentError } from "../payment-error.ts";
import type { PaymentErrorCode } from "../payment-error.ts";
import { refusalOf } from "./stripe-refusal.ts";

const { StripeError, StripeConnectionError, StripeIdempotencyError, StripeSignatureVerificationError } = Stripe.errors;

function refused(raw: object): unknown {
  return refusalOf(StripeError.generate({ type: "invalid_request_error", message: "No.", ...raw }));
}

describe("refusalOf", () => {
  it.each<[PaymentErrorCode, object]>([
    ["not-found", { statusCode: 404, code: "resource_missing" }],
    ["not-found", { statusCode: 404, code: "not_found" }],
    ["card-declined", { statusCode: 402, type: "card_error", code: "card_declined" }],
    ["card-declined", { statusCode: 402, type: "card_error", code: "insufficient_funds" }],
    ["card-declined", { statusCode: 402, type: "card_error", code: "expired_card" }],
    ["card-declined", { statusCode: 402, code: "subscription_payment_intent_requires_action" }],
    ["balance-insufficient", { statusCode: 400, code: "balance_insufficient" }],
    ["balance-insufficient", { statusCode: 400, code: "insufficient_funds" }],
    ["already-refunded", { statusCode: 400, code: "charge_already_refunded" }],
    ["amount-too-large", { statusCode: 400, code: "amount_too_large", param: "amount" }],
    ["amount-too-large", { statusCode: 400, param: "amount" }],
    ["account-closed", { statusCode: 403, code: "account_invalid" }],
    ["account-closed", { statusCode: 400, code: "resource_missing", param: "destination" }],
    ["account-restricted", { statusCode: 400, code: "insufficient_capabilities_for_transfer" }],
    ["charge-disputed", { statusCode: 400, code: "charge_disputed" }],
    ["key-reused", { statusCode: 400, type: "idempotency_error" }],
    ["code-taken", { statusCode: 400, param: "code" }],
    ["rate-limited", { statusCode: 429, code: "rate_limit" }],
    ["rate-limited", { statusCode: 409, code: "idempotency_key_in_use" }],
    ["unreachable", { statusCode: 500, type: "api_error" }],
    ["unreachable", { statusCode: 503, type: "api_error" }],
    ["credentials-invalid", { statusCode: 401 }],
    ["credentials-invalid", { statusCode: 403 }],
    ["refused", { statusCode: 400, code: "parameter_invalid_integer", param: "amount" }],
    ["refused", { statusCode: 400 }],
    ["refused", { statusCode: 418 }],
  ])("says %s to %j", (code, raw) => {
    const refusal = refused(raw);
    expect(refusal).toBeInstanceOf(PaymentError);
    expect(refusal).toMatchObject({ code, retryable: code === "rate-limited" || code === "unreachable" });
  });

  it("says unreachable where no answer came, and key-reused where another request had the key", () => {
    expect(refusalOf(new StripeConnectionError({ type: "api_error", message: "ECONNREFUSED" }))).toMatchObject({
      code: "unreachable",
      retryable: true,
    });
    expect(refusalOf(new StripeIdempotencyError({ type: "idempotency_error" }))).toMatchObject({
      code: "key-reused",
    });
    expect(refusalOf(new StripeSignatureVerificationError("", "", {}))).toMatchObject({
      code: "signature-invalid",
    });
  });

  it("tells people what to do, with Stripe's words where they are for the buyer", () => {
    const declined = refused({ statusCode: 402, type: "card_error", message: "Your card has expired." });
    expect(declined).toMatchObject({
      message: "Your card has expired. Pay with another card, or ask the bank that issued this one.",
    });
    expect(refused({ statusCode: 400, message: "Quantity is too large." })).toMatchObject({
      message: "Stripe refused this. Quantity is too large.",
    });
  });

  it("keeps what Stripe said as its cause", () => {
    expect(refused({ statusCode: 404 })).toMatchObject({ cause: { statusCode: 404 } });
  });

  it("leaves alone what is not Stripe's, and what was said already", () => {
    const fault = new TypeError("a fault of ours");
    const said = new PaymentError("code-taken", "said");
    expect(refusalOf(fault)).toBe(fault);
    expect(refusalOf(said)).toBe(said);
  });
});
