import type { Stripe } from "stripe";
import type { BalanceMovement, Movement } from "../payment-states.ts";
import { currencyOf, idOrNull, minorOf, timeOf } from "./answer.ts";

const kinds: Readonly<Record<string, Movement["kind"]>> = {
  charge: "charge",
  refund: "refund",
  refund_failure: "refund-failure",
  transfer: "transfer",
  transfer_reversal: "transfer-reversal",
  dispute: "dispute",
  dispute_reversal: "dispute-reversal",
  payout: "payout",
  payout_reversal: "payout",
};

/** By reporting category, as Stripe advises: types grow in number and `adjustment` alone says nothing. */
function kindOf(category: string): Movement["kind"] {
  return (Object.hasOwn(kinds, category) ? kinds[category] : undefined) ?? "other";
}

/** A balance transaction as a movement. Its currency is that of the balance, which may be another than the payment's. */
export function movementOf(transaction: Stripe.BalanceTransaction): Movement {
  return {
    id: transaction.id,
    kind: kindOf(transaction.reporting_category),
    sourceId: idOrNull(transaction.source),
    amountMinor: minorOf(transaction.amount, "the amount of a balance transaction"),
    feeMinor: minorOf(transaction.fee, "the fee of a balance transaction"),
    netMinor: minorOf(transaction.net, "the net of a balance transaction"),
    currency: currencyOf(transaction.currency),
    at: timeOf(transaction.created, "the time of a balance transaction"),
    availableAt: timeOf(transaction.available_on, "when a balance transaction is available"),
  };
}

/** The same with the payment behind it, of a listing that was asked to expand its sources (and the transfer of a reversal). */
export function balanceMovementOf(transaction: Stripe.BalanceTransaction): BalanceMovement {
  return { ...movementOf(transaction), paymentId: paymentIdOf(transaction.source) };
}

function paymentIdOf(source: Stripe.BalanceTransaction["source"]): string | null {
  if (source === null || typeof source === "string") return null;
  if (source.object === "charge") return source.id;
  if (source.object === "refund" || source.object === "dispute") return idOrNull(source.charge);
  if (source.object === "transfer") return idOrNull(source.source_transaction);
  if (source.object !== "transfer_reversal" || typeof source.transfer === "string") return null;
  return idOrNull(source.transfer.source_transaction);
}
