import { newId } from "../state/ids.ts";
import type { MovementRow, MovementType } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";

/** How long the money of a card payment takes to become available. */
export const SETTLES_AFTER = 2 * 86_400;

type Booking = {
  readonly type: MovementType;
  readonly category?: string;
  readonly amount: number;
  readonly fee?: number;
  readonly currency: string;
  readonly source: string | null;
  readonly description?: string | null;
  readonly availableOn?: number;
  readonly account?: string | undefined;
  readonly payout?: string | null;
  readonly created?: number;
};

/** Changes what an account holds; every change of a balance is one of these. */
export function book(world: World, booking: Booking): MovementRow {
  const now = booking.created ?? world.now();
  return world.tables.movements.put({
    id: newId("txn"),
    created: now,
    ...(booking.account === undefined ? {} : { account: booking.account }),
    type: booking.type,
    category: booking.category ?? categoryOf(booking.type),
    amount: booking.amount,
    fee: booking.fee ?? 0,
    currency: booking.currency,
    availableOn: Math.max(now, booking.availableOn ?? now),
    source: booking.source,
    description: booking.description ?? null,
    payout: booking.payout ?? null,
  });
}

function categoryOf(type: MovementType): string {
  switch (type) {
    case "payment":
      return "charge";
    case "payment_refund":
      return "refund";
    case "transfer_refund":
      return "transfer_reversal";
    case "payout_cancel":
      return "payout_reversal";
    case "payout_failure":
      return "payout_reversal";
    case "stripe_fee":
      return "fee";
    case "adjustment":
      return "other_adjustment";
    case "charge":
    case "refund":
    case "refund_failure":
    case "transfer":
    case "payout":
    case "topup":
      return type;
    default:
      return type satisfies never;
  }
}
