import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { dispute as disputeShape } from "../shapes/seller.ts";
import { charge as chargeShape } from "../shapes/payment.ts";
import { disputeFeeOf } from "../state/currency.ts";
import { startOfDay } from "../state/due.ts";
import { newId } from "../state/ids.ts";
import type { ChargeRow, DisputeRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { book } from "./movements.ts";

const DAYS_TO_ANSWER = 9;

type Opening = {
  readonly charge: ChargeRow;
  readonly reason: string;
  readonly inquiry: boolean;
  readonly amount?: number | undefined;
};

/** A buyer's bank takes a payment back, or asks about it first (an inquiry: no money moves yet). */
export function openDispute(
  world: World,
  { charge, reason, inquiry, amount = charge.amount - charge.refunded }: Opening,
): DisputeRow {
  if (charge.status !== "succeeded")
    throw invalidRequest("A charge that failed cannot be disputed.", "charge_not_disputable", "charge");
  if (charge.disputed) throw invalidRequest("The charge is disputed already.", "charge_disputed", "charge");
  if (amount <= 0 || amount > charge.amount)
    throw invalidRequest("The amount must be part of the charge.", "amount_too_large", "amount");
  const now = world.now();
  const opened = world.tables.disputes.put({
    id: newId("du"),
    created: now,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    amount,
    currency: charge.currency,
    reason,
    status: inquiry ? "warning_needs_response" : "needs_response",
    evidence: {},
    submissions: 0,
    dueBy: startOfDay(now) + (DAYS_TO_ANSWER + 1) * 86_400 - 1,
    movements: [],
    metadata: {},
  });
  if (!inquiry) world.tables.charges.patch(charge.id, { disputed: true });
  const row = inquiry ? opened : withdraw(world, opened);
  emit(world, { type: "charge.dispute.created", object: disputeShape(row, world) });
  if (!inquiry) emit(world, { type: "charge.dispute.funds_withdrawn", object: disputeShape(row, world) });
  emit(world, { type: "charge.updated", object: chargeShape(world.tables.charges.need(charge.id), world) });
  return row;
}

function withdraw(world: World, row: DisputeRow): DisputeRow {
  const movement = book(world, {
    type: "adjustment",
    category: "dispute",
    amount: -row.amount,
    fee: disputeFeeOf(row.currency),
    currency: row.currency,
    source: row.id,
    description: `Chargeback withdrawal for ${row.charge}`,
  });
  return world.tables.disputes.put({ ...row, movements: [...row.movements, movement.id] });
}

/** An inquiry that its bank was not content with becomes a dispute, and the money goes. */
export function escalate(world: World, row: DisputeRow): DisputeRow {
  if (!row.status.startsWith("warning_") || row.status === "warning_closed") {
    throw invalidRequest("Only an open inquiry can become a dispute.", "dispute_not_inquiry", "dispute");
  }
  world.tables.charges.patch(row.charge, { disputed: true });
  const dueBy = startOfDay(world.now()) + (DAYS_TO_ANSWER + 1) * 86_400 - 1;
  const grown = withdraw(world, { ...row, status: "needs_response", dueBy, submissions: 0 });
  emit(world, { type: "charge.dispute.updated", object: disputeShape(grown, world) });
  emit(world, { type: "charge.dispute.funds_withdrawn", object: disputeShape(grown, world) });
  return grown;
}

export function isOpen(row: DisputeRow): boolean {
  return row.status.endsWith("needs_response") || row.status.endsWith("under_review");
}

/** The bank's word. Won: the money comes back, the network's fee does not. An inquiry just ends. */
export function decide(world: World, row: DisputeRow, verdict: "won" | "lost"): DisputeRow {
  if (!isOpen(row)) throw invalidRequest("This dispute is already closed.", "dispute_already_closed", "dispute");
  const inquiry = row.status.startsWith("warning_");
  const status = inquiry ? "warning_closed" : verdict;
  const back =
    verdict === "won" && !inquiry
      ? [
          book(world, {
            type: "adjustment",
            category: "dispute_reversal",
            amount: row.amount,
            currency: row.currency,
            source: row.id,
            description: `Chargeback reversal for ${row.charge}`,
          }).id,
        ]
      : [];
  const closed = world.tables.disputes.put({ ...row, status, movements: [...row.movements, ...back] });
  emit(world, { type: "charge.dispute.closed", object: disputeShape(closed, world), previous: { status: row.status } });
  if (back.length > 0) emit(world, { type: "charge.dispute.funds_reinstated", object: disputeShape(closed, world) });
  return closed;
}

/** Sends the evidence to the bank. */
export function submit(world: World, row: DisputeRow): DisputeRow {
  const status = row.status.startsWith("warning_") ? "warning_under_review" : "under_review";
  return world.tables.disputes.put({ ...row, status, submissions: row.submissions + 1 });
}
