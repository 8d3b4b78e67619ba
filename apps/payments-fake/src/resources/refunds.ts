import { z } from "zod";
import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { bool, expandable, mergeMetadata, metadata, onlyExpand, paged, positive, word } from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { charge as chargeShape, refund as shape } from "../shapes/payment.ts";
import { cardBehind } from "../state/cards.ts";
import { formatMoney } from "../state/currency.ts";
import { newId } from "../state/ids.ts";
import type { ChargeRow, RefundRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { book } from "./movements.ts";

const DAY = 86_400;
const create = z.strictObject({
  ...expandable,
  amount: positive.optional(),
  charge: word.optional(),
  payment_intent: word.optional(),
  metadata: metadata.optional(),
  reason: z.enum(["duplicate", "fraudulent", "requested_by_customer"]).optional(),
  refund_application_fee: bool.optional(),
  reverse_transfer: bool.optional(),
});
const update = z.strictObject({ ...expandable, metadata: metadata.optional() });
const list = z.strictObject({ ...paged, charge: word.optional(), payment_intent: word.optional() });

function chargeOf(call: Call<z.infer<typeof create>>): ChargeRow {
  const { charges, paymentIntents } = call.world.tables;
  const { charge, payment_intent: intentId } = call.params;
  if (charge !== undefined) return found(call, charges, "charge", charge, "charge");
  if (intentId === undefined)
    throw invalidRequest(
      "One of the following params should be provided for this request: payment_intent or charge.",
      "parameter_missing",
      "charge",
    );
  const intent = found(call, paymentIntents, "payment_intent", intentId, "payment_intent");
  if (intent.status !== "succeeded" || intent.latestCharge === null) {
    throw invalidRequest(
      `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`,
      "payment_intent_unexpected_state",
      "payment_intent",
    );
  }
  return charges.need(intent.latestCharge);
}

function createRefund(call: Call<z.infer<typeof create>>): RefundRow {
  const { world, params } = call;
  const charge = chargeOf(call);
  if (charge.status !== "succeeded")
    throw invalidRequest(`Charge ${charge.id} has failed and cannot be refunded.`, "charge_not_refundable", "charge");
  if (charge.disputed)
    throw invalidRequest(
      `Charge ${charge.id} has been charged back; cannot issue a refund.`,
      "charge_disputed",
      "charge",
    );
  const left = charge.amount - charge.refunded;
  if (left === 0)
    throw invalidRequest(`Charge ${charge.id} has already been refunded.`, "charge_already_refunded", "charge");
  const amount = params.amount ?? left;
  if (amount > left) {
    const words = `Refund amount (${formatMoney(amount, charge.currency)}) is greater than unrefunded amount on charge (${formatMoney(left, charge.currency)})`;
    throw invalidRequest(words, "amount_too_large", "amount");
  }
  return giveBack(world, charge, {
    amount,
    reason: params.reason ?? null,
    metadata: mergeMetadata({}, params.metadata),
  });
}

function giveBack(
  world: World,
  charge: ChargeRow,
  asked: Pick<RefundRow, "amount" | "reason" | "metadata">,
): RefundRow {
  const id = newId("re");
  const now = world.now();
  const method = world.tables.paymentMethods.get(charge.paymentMethod ?? "");
  const way = method === undefined ? "at-once" : cardBehind(method.number).refund;
  const movement = book(world, {
    type: "refund",
    amount: -asked.amount,
    currency: charge.currency,
    source: id,
    description: "REFUND FOR CHARGE",
  });
  const row = world.tables.refunds.put({
    id,
    created: now,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    currency: charge.currency,
    status: way === "at-once" ? "succeeded" : "pending",
    movement: movement.id,
    failureMovement: null,
    failureReason: null,
    settles:
      way === "at-once"
        ? null
        : { at: now + (way === "pending" ? 1 : 2) * DAY, as: way === "pending" ? "succeeded" : "failed" },
    transferReversal: null,
    ...asked,
  });
  const after = world.tables.charges.patch(charge.id, { refunded: charge.refunded + asked.amount });
  emit(world, { type: "refund.created", object: shape(row) });
  emit(world, {
    type: "charge.refunded",
    object: chargeShape(after, world),
    previous: { amount_refunded: charge.refunded },
  });
  return row;
}

/** What becomes of a refund that was under way. One that fails gives the money back to the platform's balance. */
export function settleRefund(world: World, row: RefundRow, as: "succeeded" | "failed"): RefundRow {
  if (row.status === "failed" || row.status === "canceled")
    throw invalidRequest("This refund has ended already.", "refund_ended", "refund");
  if (as === "succeeded") {
    const done = world.tables.refunds.put({ ...row, status: "succeeded", settles: null });
    emit(world, { type: "refund.updated", object: shape(done), previous: { status: row.status } });
    emit(world, { type: "charge.refund.updated", object: shape(done), previous: { status: row.status } });
    return done;
  }
  const movement = book(world, {
    type: "refund_failure",
    amount: row.amount,
    currency: row.currency,
    source: row.id,
    description: "REFUND FAILURE",
  });
  const failed = world.tables.refunds.put({
    ...row,
    status: "failed",
    settles: null,
    failureMovement: movement.id,
    failureReason: "lost_or_stolen_card",
  });
  const charge = world.tables.charges.need(row.charge);
  const after = world.tables.charges.patch(charge.id, { refunded: charge.refunded - row.amount });
  emit(world, { type: "refund.updated", object: shape(failed), previous: { status: row.status } });
  emit(world, { type: "refund.failed", object: shape(failed) });
  emit(world, { type: "charge.refund.updated", object: shape(failed), previous: { status: row.status } });
  emit(world, {
    type: "charge.updated",
    object: chargeShape(after, world),
    previous: { amount_refunded: charge.refunded },
  });
  return failed;
}

export const refundRoutes: readonly Route[] = [
  route("POST", "/v1/refunds", create, (call) => shape(createRefund(call))),
  route("GET", "/v1/refunds", list, (call) =>
    listOf({
      call,
      table: call.world.tables.refunds,
      url: "/v1/refunds",
      shape,
      where: { charge: call.params.charge, paymentIntent: call.params.payment_intent },
    }),
  ),
  route("GET", "/v1/refunds/:id", onlyExpand, (call) =>
    shape(found(call, call.world.tables.refunds, "refund", call.id)),
  ),
  route("POST", "/v1/refunds/:id", update, (call) => {
    const before = found(call, call.world.tables.refunds, "refund", call.id);
    const row = call.world.tables.refunds.put({
      ...before,
      metadata: mergeMetadata(before.metadata, call.params.metadata),
    });
    emit(call.world, { type: "refund.updated", object: shape(row), previous: { metadata: before.metadata } });
    return shape(row);
  }),
  route("GET", "/v1/charges/:id/refunds", z.strictObject(paged), (call) => {
    const charge = found(call, call.world.tables.charges, "charge", call.id);
    return listOf({
      call,
      table: call.world.tables.refunds,
      url: `/v1/charges/${charge.id}/refunds`,
      shape,
      where: { charge: charge.id },
    });
  }),
];
