import type { Stripe } from "stripe";
import type { DisputeState } from "../payment-states.ts";
import { currencyOf, minorOf, timeOf, timeOrNull, wordOf } from "./answer.ts";
import { movementOf } from "./movement-of.ts";

// `prevented` was settled with the card network before it became a dispute: nothing is asked and no money is held.
const statuses: Readonly<Record<string, DisputeState["status"]>> = {
  needs_response: "needs-response",
  appeal_needs_response: "needs-response",
  under_review: "under-review",
  appeal_under_review: "under-review",
  won: "won",
  lost: "lost",
  warning_needs_response: "inquiry",
  warning_under_review: "inquiry",
  warning_closed: "inquiry-closed",
  prevented: "inquiry-closed",
};

export function disputeOf(dispute: Stripe.Dispute): DisputeState {
  return {
    disputeId: dispute.id,
    status: wordOf(statuses, dispute.status, "the status of a dispute"),
    reason: dispute.reason,
    amountMinor: minorOf(dispute.amount, "the amount of a dispute"),
    currency: currencyOf(dispute.currency),
    createdAt: timeOf(dispute.created, "the time of a dispute"),
    evidenceDueAt: timeOrNull(dispute.evidence_details.due_by, "when evidence is due"),
    evidenceSubmitted: dispute.evidence_details.submission_count > 0,
    movements: dispute.balance_transactions.map(movementOf),
  };
}
