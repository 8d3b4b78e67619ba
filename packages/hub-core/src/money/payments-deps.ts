import type { MoneyDatabase } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import type { PaymentGateway } from "@fleet-persona/payments";
import type { Deps } from "../deps.ts";
import { HubError } from "../hub-error.ts";

/** What selling needs beside the database: a hub or worker without it lists prices and sells nothing. */
export type PaymentsDeps = {
  readonly gateway: PaymentGateway;
  /** Origin of the hub, where the processor's pages lead back to. */
  readonly hubUrl: string;
};

/** What follows the processor and keeps the ledger: `db` logs in as fleet_money. */
export type MoneyDeps = Deps & { readonly db: MoneyDatabase; readonly payments: PaymentsDeps };

/** `refused` with `payments-off` where the hub was given no processor. */
export function requirePayments({ payments }: Deps): PaymentsDeps {
  if (payments !== undefined) return payments;
  throw new HubError(
    "refused",
    "This hub takes no payments: its operator has not set a payment processor up.",
    "payments-off",
  );
}

/** What the processor said, as a use case says it: its refusals in `detail`, its silence as something to try again. */
export async function asking<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error;
    if (error.retryable)
      throw new HubError(
        "refused",
        "The payment processor does not answer now. Nothing was charged; try again in a minute.",
        "processor-silent",
      );
    throw new HubError("refused", error.message, error.code);
  }
}
