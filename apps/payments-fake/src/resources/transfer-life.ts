import { emit } from "../events/emit.ts";
import { invalidRequest } from "../http/api-error.ts";
import { mergeMetadata } from "../http/params.ts";
import { found, type Call } from "../http/route.ts";
import { transfersStatus } from "../shapes/account.ts";
import { charge as chargeShape } from "../shapes/payment.ts";
import { transfer as shape } from "../shapes/seller.ts";
import { formatMoney } from "../state/currency.ts";
import { newId } from "../state/ids.ts";
import type { AccountRow } from "../state/rows-accounts.ts";
import type { ChargeRow, RefundRow, ReversalRow, TransferRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";
import { book } from "./movements.ts";

/** A request for a transfer, as it was read. */
export type TransferCreate = Call<{
  readonly amount: number;
  readonly currency: string;
  readonly destination: string;
  readonly description?: string | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | undefined;
  readonly source_transaction?: string | undefined;
  readonly transfer_group?: string | undefined;
}>;

function destinationOf(call: TransferCreate): AccountRow {
  const id = call.params.destination;
  const row = call.world.tables.accounts.get(id);
  if (row === undefined) throw invalidRequest(`No such destination: '${id}'`, "resource_missing", "destination");
  if (row.closed) throw invalidRequest(`The destination account ${id} is closed.`, "account_closed", "destination");
  if (transfersStatus(row) !== "active") {
    throw invalidRequest(
      "Your destination account needs to have at least one of the following capabilities enabled: transfers, crypto_transfers, legacy_payments",
      "insufficient_capabilities_for_transfer",
      "destination",
    );
  }
  return row;
}

/** The charge a transfer is paid from. Together its transfers never come to more than it. */
function sourceOf(call: TransferCreate): ChargeRow | null {
  const { world, params } = call;
  if (params.source_transaction === undefined) return null;
  const source = found(call, world.tables.charges, "charge", params.source_transaction, "source_transaction");
  if (source.status !== "succeeded")
    throw invalidRequest(`The charge ${source.id} did not succeed.`, "charge_not_refundable", "source_transaction");
  if (source.currency !== params.currency) {
    throw invalidRequest(
      `The currency of source_transaction's balance transaction (${source.currency}) must be the same as the transfer currency (${params.currency})`,
      "transfer_source_balance_parameters_mismatch",
      "currency",
    );
  }
  const moved = world.tables.transfers.having("sourceTransaction", source.id).reduce((sum, row) => sum + row.amount, 0);
  if (moved + params.amount > source.amount) {
    const words = `Transfers using this transaction as a source must not exceed the source amount of ${formatMoney(source.amount, source.currency)}. (There are already transfers of ${formatMoney(moved, source.currency)}.)`;
    throw invalidRequest(words, "amount_too_large", "amount");
  }
  return source;
}

/** What every payment that came by a transfer has in common. */
const RECEIVED = {
  refunded: 0,
  status: "succeeded",
  paymentIntent: null,
  customer: null,
  paymentMethod: null,
  disputed: false,
  description: null,
  failure: null,
  receiptEmail: null,
  metadata: {},
} as const satisfies Partial<ChargeRow>;

function checkFunds({ world, params }: TransferCreate): void {
  if (world.balances.in("", params.currency, world.now()).available >= params.amount) return;
  throw invalidRequest(
    "You have insufficient available funds in your Stripe account. Use the test card 4000000000000077 to add funds to your available balance.",
    "balance_insufficient",
  );
}

function groupOf(asked: string | undefined, source: ChargeRow | null): string | null {
  return asked ?? source?.transferGroup ?? (source === null ? null : `group_${source.paymentIntent ?? source.id}`);
}

/** Sends money of the platform's, usually of one charge, to a connected account. */
export function createTransfer(call: TransferCreate): TransferRow {
  const { world, params } = call;
  const destination = destinationOf(call);
  const source = sourceOf(call);
  const settled = source?.movement == null ? world.now() : world.tables.movements.need(source.movement).availableOn;
  if (source === null) checkFunds(call);
  const id = newId("tr");
  const paymentId = newId("py");
  const movement = book(world, {
    type: "transfer",
    amount: -params.amount,
    currency: params.currency,
    source: id,
    description: params.description ?? null,
    availableOn: settled,
  });
  const received = book(world, {
    type: "payment",
    amount: params.amount,
    currency: params.currency,
    source: paymentId,
    availableOn: settled,
    account: destination.id,
  });
  const group = groupOf(params.transfer_group, source);
  const payment = world.tables.charges.put({
    ...RECEIVED,
    id: paymentId,
    created: world.now(),
    account: destination.id,
    amount: params.amount,
    currency: params.currency,
    movement: received.id,
    transferGroup: group,
    sourceTransfer: id,
  });
  const row = world.tables.transfers.put({
    id,
    created: world.now(),
    amount: params.amount,
    reversed: 0,
    currency: params.currency,
    destination: destination.id,
    destinationPayment: paymentId,
    sourceTransaction: source?.id ?? null,
    transferGroup: group,
    description: params.description ?? null,
    movement: movement.id,
    metadata: mergeMetadata({}, params.metadata),
  });
  if (source !== null && source.transferGroup === null && group !== null)
    world.tables.charges.patch(source.id, { transferGroup: group });
  emit(world, { type: "transfer.created", object: shape(row, world) });
  emit(world, {
    type: "payment.created",
    object: chargeShape(payment, world),
    account: destination.id,
  });
  return row;
}

type Reversing = {
  readonly amount?: number | undefined;
  readonly metadata?: Readonly<Record<string, string | null>> | undefined;
};

/** Takes back part or all of a transfer, where the account still holds as much. */
export function createReversal(world: World, transfer: TransferRow, params: Reversing): ReversalRow {
  const left = transfer.amount - transfer.reversed;
  if (left === 0)
    throw invalidRequest("This transfer has already been fully reversed.", "transfer_already_reversed", "id");
  const amount = params.amount ?? left;
  if (amount > left) {
    throw invalidRequest(
      `Reversal amount (${formatMoney(amount, transfer.currency)}) is greater than unreversed amount on transfer (${formatMoney(left, transfer.currency)})`,
      "amount_too_large",
      "amount",
    );
  }
  const payment = world.tables.charges.need(transfer.destinationPayment);
  const arrives = payment.movement === null ? 0 : world.tables.movements.need(payment.movement).availableOn;
  const held = world.balances.in(transfer.destination, transfer.currency, world.now());
  // What has not become available yet can be taken back from what is still to come; the rest must be there.
  const reachable = arrives > world.now() ? held.available + held.pending : held.available;
  if (reachable < amount) {
    throw invalidRequest(
      "The recipient account does not have sufficient funds to cover this reversal.",
      "balance_insufficient",
      "amount",
    );
  }
  return takeBack(world, transfer, { amount, arrives, metadata: mergeMetadata({}, params.metadata) });
}

const TAKEN_BACK = {
  paymentIntent: null,
  status: "succeeded",
  reason: null,
  failureMovement: null,
  failureReason: null,
  settles: null,
  metadata: {},
} as const satisfies Partial<RefundRow>;

function takeBack(
  world: World,
  transfer: TransferRow,
  asked: { readonly amount: number; readonly arrives: number; readonly metadata: Record<string, string> },
): ReversalRow {
  const id = newId("trr");
  const refundId = newId("pyr");
  const { amount, arrives } = asked;
  const { currency: of, destination } = transfer;
  const movement = book(world, {
    type: "transfer_refund",
    amount,
    currency: of,
    source: id,
    description: "REFUND FOR TRANSFER",
    availableOn: arrives,
  });
  const taken = book(world, {
    type: "payment_refund",
    amount: -amount,
    currency: of,
    source: refundId,
    availableOn: arrives,
    account: destination,
  });
  const payment = world.tables.charges.need(transfer.destinationPayment);
  world.tables.charges.put({ ...payment, refunded: payment.refunded + amount });
  world.tables.refunds.put({
    ...TAKEN_BACK,
    id: refundId,
    created: world.now(),
    account: destination,
    charge: payment.id,
    amount,
    currency: of,
    movement: taken.id,
    transferReversal: id,
  });
  const row = world.tables.reversals.put({
    id,
    created: world.now(),
    transfer: transfer.id,
    amount,
    currency: of,
    movement: movement.id,
    destinationRefund: refundId,
    sourceRefund: null,
    metadata: asked.metadata,
  });
  const after = world.tables.transfers.put({ ...transfer, reversed: transfer.reversed + amount });
  emit(world, {
    type: "transfer.reversed",
    object: shape(after, world),
    previous: { amount_reversed: transfer.reversed },
  });
  return row;
}
