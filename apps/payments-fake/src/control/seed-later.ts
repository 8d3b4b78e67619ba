import { book } from "../resources/movements.ts";
import { newId } from "../state/ids.ts";
import type { ChargeRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";

const DAY = 86_400;

/** The whole payment, given back a day later. */
export function givenBack(world: World, charge: ChargeRow): void {
  const id = newId("re");
  const created = charge.created + DAY;
  const movement = book(world, {
    type: "refund",
    amount: -charge.amount,
    currency: charge.currency,
    source: id,
    created,
  });
  world.tables.refunds.put({
    id,
    created,
    charge: charge.id,
    paymentIntent: charge.paymentIntent,
    amount: charge.amount,
    currency: charge.currency,
    status: "succeeded",
    reason: "requested_by_customer",
    movement: movement.id,
    failureMovement: null,
    failureReason: null,
    settles: null,
    transferReversal: null,
    metadata: { refund_request_id: id },
  });
  world.tables.charges.patch(charge.id, { refunded: charge.amount });
}

/** 85 % of a payment, sent on to its seller after 14 days. */
export function passedOn(world: World, charge: ChargeRow, destination: string): void {
  const id = newId("tr");
  const paymentId = newId("py");
  const created = charge.created + 14 * DAY;
  const amount = Math.floor(charge.amount * 0.85);
  const group = `payment_${charge.id}`;
  const movement = book(world, { type: "transfer", amount: -amount, currency: charge.currency, source: id, created });
  const received = book(world, {
    type: "payment",
    amount,
    currency: charge.currency,
    source: paymentId,
    created,
    account: destination,
  });
  world.tables.charges.put({
    ...charge,
    id: paymentId,
    created,
    account: destination,
    amount,
    paymentIntent: null,
    customer: null,
    paymentMethod: null,
    movement: received.id,
    receiptEmail: null,
    transferGroup: group,
    sourceTransfer: id,
    metadata: {},
  });
  world.tables.transfers.put({
    id,
    created,
    amount,
    reversed: 0,
    currency: charge.currency,
    destination,
    destinationPayment: paymentId,
    sourceTransaction: charge.id,
    transferGroup: group,
    description: null,
    movement: movement.id,
    metadata: { payment_id: charge.id },
  });
}
