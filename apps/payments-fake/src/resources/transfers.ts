import { z } from "zod";
import { emit } from "../events/emit.ts";
import {
  bool,
  clearable,
  currency,
  expandable,
  mergeMetadata,
  metadata,
  onlyExpand,
  paged,
  positive,
  text,
  word,
} from "../http/params.ts";
import { found, listOf, route, type Call, type Route } from "../http/route.ts";
import { reversal as reversalShape, transfer as shape } from "../shapes/seller.ts";
import type { TransferRow } from "../state/rows-payments.ts";
import { createReversal, createTransfer } from "./transfer-life.ts";

const create = z.strictObject({
  ...expandable,
  amount: positive,
  currency,
  destination: word,
  description: text.optional(),
  metadata: metadata.optional(),
  source_transaction: word.optional(),
  source_type: z.literal("card").optional(),
  transfer_group: text.optional(),
});
const update = z.strictObject({ ...expandable, description: clearable.optional(), metadata: metadata.optional() });
const list = z.strictObject({ ...paged, destination: word.optional(), transfer_group: word.optional() });
const reverse = z.strictObject({
  ...expandable,
  amount: positive.optional(),
  description: text.optional(),
  metadata: metadata.optional(),
  refund_application_fee: bool.optional(),
});

function transferOf(call: Call<unknown>): TransferRow {
  return found(call, call.world.tables.transfers, "transfer", call.id);
}

export const transferRoutes: readonly Route[] = [
  route("POST", "/v1/transfers", create, (call) => shape(createTransfer(call), call.world)),
  route("GET", "/v1/transfers", list, (call) =>
    listOf({
      call,
      table: call.world.tables.transfers,
      url: "/v1/transfers",
      shape: (row) => shape(row, call.world),
      where: { destination: call.params.destination, transferGroup: call.params.transfer_group },
    }),
  ),
  route("GET", "/v1/transfers/:id", onlyExpand, (call) => shape(transferOf(call), call.world)),
  route("POST", "/v1/transfers/:id", update, (call) => {
    const before = transferOf(call);
    const { description } = call.params;
    const row = call.world.tables.transfers.put({
      ...before,
      ...(description === undefined ? {} : { description }),
      metadata: mergeMetadata(before.metadata, call.params.metadata),
    });
    emit(call.world, { type: "transfer.updated", object: shape(row, call.world) });
    return shape(row, call.world);
  }),
  route("POST", "/v1/transfers/:id/reversals", reverse, (call) =>
    reversalShape(createReversal(call.world, transferOf(call), call.params)),
  ),
  route("GET", "/v1/transfers/:id/reversals", z.strictObject(paged), (call) => {
    const { id } = transferOf(call);
    return listOf({
      call,
      table: call.world.tables.reversals,
      url: `/v1/transfers/${id}/reversals`,
      shape: reversalShape,
      where: { transfer: id },
    });
  }),
  route("GET", "/v1/transfers/:id/reversals/:sub", onlyExpand, (call) =>
    reversalShape(found(call, call.world.tables.reversals, "transfer reversal", call.sub)),
  ),
];
