/** Why a payment processor did not do what it was asked. */
export type PaymentErrorCode =
  | "signature-invalid"
  | "event-unreadable"
  | "answer-unreadable"
  | "not-found"
  | "card-declined"
  | "balance-insufficient"
  | "already-refunded"
  | "amount-too-large"
  | "account-closed"
  | "account-restricted"
  | "charge-disputed"
  | "key-reused"
  | "code-taken"
  | "refused"
  | "rate-limited"
  | "unreachable"
  | "credentials-invalid";

/** A refusal of the processor's, or its silence. `retryable`: asking again with the same key may help. */
export class PaymentError extends Error {
  readonly code: PaymentErrorCode;
  readonly retryable: boolean;

  constructor(code: PaymentErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = "PaymentError";
    this.code = code;
    this.retryable = code === "unreachable" || code === "rate-limited";
  }
}
