import type { Stripe } from "stripe";
import type { TransferState } from "../payment-states.ts";
import { currencyOf, expanded, idOrNull, minorOf, timeOf, unreadable } from "./answer.ts";
import { movementOf } from "./movement-of.ts";

/** A transfer with all its reversals, which Stripe lists apart from the tenth on. */
export function transferOf(transfer: Stripe.Transfer, reversals: readonly Stripe.TransferReversal[]): TransferState {
  const accountId = idOrNull(transfer.destination);
  if (accountId === null) throw unreadable("a transfer goes to nobody");
  const movement = expanded(transfer.balance_transaction, "the balance transaction of a transfer");
  return {
    transferId: transfer.id,
    accountId,
    amountMinor: minorOf(transfer.amount, "the amount of a transfer"),
    reversedMinor: minorOf(transfer.amount_reversed, "the reversed amount of a transfer"),
    currency: currencyOf(transfer.currency),
    createdAt: timeOf(transfer.created, "the time of a transfer"),
    movement: movement === null ? null : movementOf(movement),
    reversals: reversals.map(reversalOf),
  };
}

function reversalOf(reversal: Stripe.TransferReversal): TransferState["reversals"][number] {
  const movement = expanded(reversal.balance_transaction, "the balance transaction of a reversal");
  return {
    reversalId: reversal.id,
    amountMinor: minorOf(reversal.amount, "the amount of a reversal"),
    createdAt: timeOf(reversal.created, "the time of a reversal"),
    movement: movement === null ? null : movementOf(movement),
  };
}
