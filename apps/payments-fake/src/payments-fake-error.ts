/** Why the simulation cannot run. */
export type PaymentsFakeErrorCode = "invalid-environment" | "key-not-test" | "port-taken" | "listen-failed";

export class PaymentsFakeError extends Error {
  readonly code: PaymentsFakeErrorCode;

  constructor(code: PaymentsFakeErrorCode, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, options);
    this.name = "PaymentsFakeError";
    this.code = code;
  }
}
