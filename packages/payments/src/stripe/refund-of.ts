import type { Stripe } from "stripe";
import type { RefundState } from "../payment-states.ts";
import { expanded, minorOf, timeOf, wordOf } from "./answer.ts";
import { movementOf } from "./movement-of.ts";

const statuses: Readonly<Record<string, RefundState["status"]>> = {
  pending: "pending",
  requires_action: "pending",
  succeeded: "succeeded",
  failed: "failed",
  canceled: "canceled",
};

export function refundOf(refund: Stripe.Refund): RefundState {
  const out = expanded(refund.balance_transaction, "the balance transaction of a refund");
  const back = expanded(refund.failure_balance_transaction, "the balance transaction of a failed refund");
  return {
    refundId: refund.id,
    refundRequestId: refund.metadata?.["refund_request_id"] ?? null,
    status: wordOf(statuses, refund.status ?? "pending", "the status of a refund"),
    amountMinor: minorOf(refund.amount, "the amount of a refund"),
    createdAt: timeOf(refund.created, "the time of a refund"),
    movements: [out, back].flatMap((transaction) => (transaction === null ? [] : [movementOf(transaction)])),
  };
}
