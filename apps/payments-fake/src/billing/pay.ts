import { emit } from "../events/emit.ts";
import { openDispute } from "../resources/dispute-life.ts";
import { book, SETTLES_AFTER } from "../resources/movements.ts";
import * as shapes from "../shapes/payment.ts";
import { cardBehind } from "../state/cards.ts";
import { feeOf } from "../state/currency.ts";
import { newId, randomText } from "../state/ids.ts";
import type { Metadata, PaymentMethodRow } from "../state/rows.ts";
import type { ChargeRow, PaymentIntentRow } from "../state/rows-payments.ts";
import type { World } from "../state/world.ts";

type NewIntent = {
  readonly amount: number;
  readonly currency: string;
  readonly customer: string | null;
  readonly description: string | null;
  readonly metadata: Metadata;
  readonly transferGroup?: string | null;
  readonly receiptEmail?: string | null;
  readonly futureUsage?: "off_session" | null;
  readonly paymentMethod?: string | null;
  readonly testClock?: string | null;
};

export function createIntent(world: World, asked: NewIntent): PaymentIntentRow {
  const row = world.tables.paymentIntents.put({
    id: newId("pi"),
    created: world.now(asked.testClock ?? null),
    amount: asked.amount,
    currency: asked.currency,
    customer: asked.customer,
    status: asked.paymentMethod == null ? "requires_payment_method" : "requires_confirmation",
    paymentMethod: asked.paymentMethod ?? null,
    latestCharge: null,
    description: asked.description,
    transferGroup: asked.transferGroup ?? null,
    failure: null,
    canceledAt: null,
    receiptEmail: asked.receiptEmail ?? null,
    futureUsage: asked.futureUsage ?? null,
    secret: randomText(24),
    metadata: asked.metadata,
  });
  emit(world, {
    type: "payment_intent.created",
    object: shapes.paymentIntent(row, world),
    testClock: asked.testClock ?? null,
  });
  return row;
}

type Attempt = {
  readonly intent: PaymentIntentRow;
  readonly method: PaymentMethodRow;
  /** The buyer is there; without it a card may refuse that lets its owner pay. */
  readonly onSession: boolean;
  readonly testClock?: string | null;
};

export type Outcome = { readonly paid: boolean; readonly intent: PaymentIntentRow; readonly charge: ChargeRow };

/** Tries to take an intent's money from a card. Both outcomes leave a charge behind. */
export function attempt(world: World, { intent, method, onSession, testClock = null }: Attempt): Outcome {
  const card = cardBehind(method.number);
  const decline = card.decline ?? (card.failsLater && !onSession ? LATER_DECLINE : null);
  const charge = newCharge(world, intent, method, testClock);
  return decline === null
    ? succeed(world, { intent, method, charge, testClock })
    : fail(world, { intent, method, charge, testClock }, decline);
}

const LATER_DECLINE = {
  code: "card_declined",
  declineCode: "generic_decline",
  message: "Your card was declined.",
} as const;

function newCharge(
  world: World,
  intent: PaymentIntentRow,
  method: PaymentMethodRow,
  testClock: string | null,
): ChargeRow {
  return {
    id: newId("ch"),
    created: world.now(testClock),
    amount: intent.amount,
    refunded: 0,
    currency: intent.currency,
    status: "succeeded",
    paymentIntent: intent.id,
    customer: intent.customer,
    paymentMethod: method.id,
    movement: null,
    disputed: false,
    description: intent.description,
    failure: null,
    receiptEmail: intent.receiptEmail,
    transferGroup: intent.transferGroup,
    sourceTransfer: null,
    metadata: intent.metadata,
  };
}

type Trial = {
  readonly intent: PaymentIntentRow;
  readonly method: PaymentMethodRow;
  readonly charge: ChargeRow;
  readonly testClock: string | null;
};

function fail(
  world: World,
  { intent, method, charge, testClock }: Trial,
  decline: NonNullable<ReturnType<typeof cardBehind>["decline"]>,
): Outcome {
  const failed = world.tables.charges.put({ ...charge, status: "failed", failure: decline });
  const kept = world.tables.paymentIntents.put({
    ...intent,
    status: "requires_payment_method",
    paymentMethod: method.id,
    latestCharge: failed.id,
    failure: { ...decline, charge: failed.id },
  });
  emit(world, { type: "charge.failed", object: shapes.charge(failed, world), testClock });
  emit(world, { type: "payment_intent.payment_failed", object: shapes.paymentIntent(kept, world), testClock });
  return { paid: false, intent: kept, charge: failed };
}

function succeed(world: World, { intent, method, charge, testClock }: Trial): Outcome {
  const card = cardBehind(method.number);
  const now = world.now(testClock);
  const movement = book(world, {
    type: "charge",
    amount: intent.amount,
    fee: feeOf(intent.amount, intent.currency),
    currency: intent.currency,
    source: charge.id,
    description: intent.description,
    availableOn: card.availableAtOnce ? now : now + SETTLES_AFTER,
    created: now,
  });
  const paid = world.tables.charges.put({ ...charge, movement: movement.id });
  const kept = world.tables.paymentIntents.put({
    ...intent,
    status: "succeeded",
    paymentMethod: method.id,
    latestCharge: paid.id,
    failure: null,
  });
  emit(world, { type: "charge.succeeded", object: shapes.charge(paid, world), testClock });
  emit(world, { type: "payment_intent.succeeded", object: shapes.paymentIntent(kept, world), testClock });
  if (card.dispute !== null) openDispute(world, { charge: paid, ...card.dispute });
  return { paid: true, intent: kept, charge: world.tables.charges.need(paid.id) };
}
