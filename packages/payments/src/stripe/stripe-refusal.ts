import { Stripe } from "stripe";
import { PaymentError } from "../payment-error.ts";
import type { PaymentErrorCode } from "../payment-error.ts";

/** Stripe's own codes that mean one thing whatever was asked. https://docs.stripe.com/error-codes */
const codes: Readonly<Record<string, PaymentErrorCode>> = {
  resource_missing: "not-found",
  balance_insufficient: "balance-insufficient",
  insufficient_funds: "balance-insufficient",
  charge_already_refunded: "already-refunded",
  charge_disputed: "charge-disputed",
  amount_too_large: "amount-too-large",
  account_invalid: "account-closed",
  account_closed: "account-closed",
  insufficient_capabilities_for_transfer: "account-restricted",
  transfers_not_allowed: "account-restricted",
  capability_not_enabled: "account-restricted",
  account_information_mismatch: "account-restricted",
  promotion_code_already_exists: "code-taken",
  idempotency_key_in_use: "rate-limited",
  lock_timeout: "rate-limited",
  rate_limit: "rate-limited",
  api_key_expired: "credentials-invalid",
  platform_api_key_expired: "credentials-invalid",
};

const sentences: Readonly<Record<PaymentErrorCode, string>> = {
  "signature-invalid":
    "This event was not signed for this hub. Compare STRIPE_WEBHOOK_SECRET with the secret of the endpoint.",
  "event-unreadable": "This is no event that can be read.",
  "answer-unreadable": "Stripe's answer cannot be read.",
  "not-found": "Stripe does not know this object. Look whether it was made with the same key, in the same mode.",
  "card-declined": "The card was declined. Pay with another card, or ask the bank that issued this one.",
  "balance-insufficient": "There is not enough money in the account for this. Wait until there is, or take less.",
  "already-refunded": "All of this payment was given back already.",
  "amount-too-large": "This is more than what is left. Ask for a smaller amount.",
  "account-closed":
    "The seller's account is closed, or no longer connected with this hub. Nothing can be sent there any more.",
  "account-restricted": "The seller's account cannot be paid now. The seller has to give Stripe what is missing.",
  "charge-disputed": "The buyer's bank disputes this payment. Answer the dispute; it cannot be refunded as well.",
  "key-reused": "The same key was used for another request before. Nothing was done.",
  "code-taken": "Another promotion has this code. Choose a different one.",
  refused: "Stripe refused this.",
  "rate-limited": "Stripe is being asked too much at once. Try again in a moment.",
  unreachable: "Stripe cannot be reached, or has a fault. Nothing is lost: try again in a moment.",
  "credentials-invalid": "Stripe does not accept the key. Compare STRIPE_SECRET_KEY with the dashboard.",
};

/** What a call to Stripe was rejected with, as this package's own error. */
export function refusalOf(error: unknown): unknown {
  if (error instanceof PaymentError || !(error instanceof Stripe.errors.StripeError)) return error;
  const code = codeOf(error);
  return new PaymentError(code, sentenceOf(code, error), { cause: error });
}

function codeOf(error: Stripe.errors.StripeError): PaymentErrorCode {
  // A declined card has codes of its own, `insufficient_funds` among them: that is the buyer's account, not ours.
  if (error.rawType === "card_error") return "card-declined";
  // A seller that disconnected itself is nobody any more.
  if (error.code === "resource_missing" && error.param === "destination") return "account-closed";
  const known = error.code !== undefined && Object.hasOwn(codes, error.code) ? codes[error.code] : undefined;
  if (known !== undefined) return known;
  if (error instanceof Stripe.errors.StripeIdempotencyError) return "key-reused";
  if (error instanceof Stripe.errors.StripeConnectionError) return "unreachable";
  if (error instanceof Stripe.errors.StripeSignatureVerificationError) return "signature-invalid";
  return codeOfStatus(error);
}

const statuses: Readonly<Record<number, PaymentErrorCode>> = {
  401: "credentials-invalid",
  402: "card-declined",
  403: "credentials-invalid",
  404: "not-found",
  409: "rate-limited",
  429: "rate-limited",
};

function codeOfStatus(error: Stripe.errors.StripeError): PaymentErrorCode {
  const status = error.statusCode;
  if (status === undefined || status >= 500) return "unreachable";
  return statuses[status] ?? (status === 400 ? codeOfParameter(error) : "refused");
}

// Refunds, transfers and reversals of more than is left carry no code, only the name of the parameter.
function codeOfParameter(error: Stripe.errors.StripeError): PaymentErrorCode {
  if (error.code !== undefined) return "refused";
  if (error.param === "amount") return "amount-too-large";
  return error.param === "code" ? "code-taken" : "refused";
}

function sentenceOf(code: PaymentErrorCode, error: Stripe.errors.StripeError): string {
  if (code === "refused") return `${sentences.refused} ${error.message}`.trim();
  if (code !== "card-declined" || error.message === "") return sentences[code];
  return `${error.message} Pay with another card, or ask the bank that issued this one.`;
}
