import { z } from "zod";
import { emit } from "../events/emit.ts";
import { clearable, expandable, mergeMetadata, metadata, onlyExpand, paged, text, word } from "../http/params.ts";
import { found, listOf, route, type Route } from "../http/route.ts";
import { charge, movement } from "../shapes/payment.ts";

const list = z.strictObject({
  ...paged,
  customer: word.optional(),
  payment_intent: word.optional(),
  transfer_group: word.optional(),
});
const update = z.strictObject({
  ...expandable,
  description: clearable.optional(),
  metadata: metadata.optional(),
  receipt_email: clearable.optional(),
});
const listMovements = z.strictObject({
  ...paged,
  currency: text.optional(),
  payout: word.optional(),
  source: word.optional(),
  type: word.optional(),
});

export const chargeRoutes: readonly Route[] = [
  route("GET", "/v1/charges", list, (call) =>
    listOf({
      call,
      table: call.world.tables.charges,
      url: "/v1/charges",
      shape: (row) => charge(row, call.world),
      where: {
        customer: call.params.customer,
        paymentIntent: call.params.payment_intent,
        transferGroup: call.params.transfer_group,
      },
    }),
  ),
  route("GET", "/v1/charges/:id", onlyExpand, (call) =>
    charge(found(call, call.world.tables.charges, "charge", call.id), call.world),
  ),
  route("POST", "/v1/charges/:id", update, (call) => {
    const { world, params } = call;
    const before = found(call, world.tables.charges, "charge", call.id);
    const row = world.tables.charges.put({
      ...before,
      ...(params.description === undefined ? {} : { description: params.description }),
      ...(params.receipt_email === undefined ? {} : { receiptEmail: params.receipt_email }),
      metadata: mergeMetadata(before.metadata, params.metadata),
    });
    emit(world, { type: "charge.updated", object: charge(row, world), account: call.account });
    return charge(row, world);
  }),
  route("GET", "/v1/balance_transactions", listMovements, (call) =>
    listOf({
      call,
      table: call.world.tables.movements,
      url: "/v1/balance_transactions",
      shape: (row) => movement(row, call.world),
      where: {
        source: call.params.source,
        payout: call.params.payout,
        type: call.params.type,
        currency: call.params.currency?.toLowerCase(),
      },
    }),
  ),
  route("GET", "/v1/balance_transactions/:id", onlyExpand, (call) =>
    movement(found(call, call.world.tables.movements, "balance transaction", call.id), call.world),
  ),
];
