import type { Stripe } from "stripe";
import type { PayoutState } from "../payment-states.ts";
import { currencyOf, minorOf, timeOf, wordOf } from "./answer.ts";

const statuses: Readonly<Record<string, PayoutState["status"]>> = {
  pending: "pending",
  in_transit: "in-transit",
  paid: "paid",
  failed: "failed",
  canceled: "canceled",
};

export function payoutOf(payout: Stripe.Payout): PayoutState {
  const status = wordOf(statuses, payout.status, "the status of a payout");
  return {
    payoutId: payout.id,
    status,
    amountMinor: minorOf(payout.amount, "the amount of a payout"),
    currency: currencyOf(payout.currency),
    createdAt: timeOf(payout.created, "the time of a payout"),
    arrivesAt: timeOf(payout.arrival_date, "when a payout arrives"),
    failure: status === "failed" ? (payout.failure_message ?? "The bank did not take the payout.") : null,
  };
}
