import { enterTenant, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { SubscriptionState } from "@fleet-persona/payments";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { Converged } from "./converge.ts";
import { tell } from "./keep-returns.ts";
import { findOrder } from "./find-order.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { settleOrder } from "./settle-order.ts";

/** Brings a subscription and its order to the processor's state, and names its payments that are not known yet. */
export async function convergeSubscription(deps: MoneyDeps, tx: Tx, subscriptionId: string): Promise<Converged> {
  const state = await deps.payments.gateway.getSubscription(subscriptionId);
  const { orders, payments } = tables;
  const order = await findOrder(tx, state.orderId);
  if (order === undefined) return { booked: 0, next: [] };
  await tellOfFailure(tx, order, state, deps.now());
  await keep(tx, order, state, deps.now());
  await tx.update(orders).set({ subscriptionId }).where(eq(orders.id, order.id));
  await settleOrder(deps, tx, order.id);
  const known =
    state.paymentIds.length === 0
      ? []
      : await tx
          .select({ id: payments.paymentId })
          .from(payments)
          .where(and(inArray(payments.paymentId, [...state.paymentIds]), eq(payments.status, "succeeded")));
  const ids = new Set(known.map(({ id }) => id));
  const next = state.paymentIds.filter((id) => !ids.has(id)).map((id) => ({ kind: "payment" as const, id }));
  return { booked: 0, next };
}

type Order = typeof tables.orders.$inferSelect;

// Told once: when it has just come to that.
async function tellOfFailure(
  tx: Tx,
  order: Order,
  { subscriptionId, status }: SubscriptionState,
  now: Date,
): Promise<void> {
  if (status !== "past-due" && status !== "unpaid") return;
  const { subscriptions } = tables;
  const [before] = await tx.select().from(subscriptions).where(eq(subscriptions.subscriptionId, subscriptionId));
  if (before === undefined || before.status === "past-due" || before.status === "unpaid") return;
  await enterTenant(tx, order.tenantId);
  const summary =
    "Its renewal could not be collected: pay it or change the card, or it ends in 14 days. What runs goes on until then.";
  await tell(tx, order, { kind: "subscription-ending", to: "buyer", ref: subscriptionId, summary, at: now });
}

async function keep(tx: Tx, order: Order, state: SubscriptionState, now: Date): Promise<void> {
  const { subscriptions } = tables;
  const date = (at: number | null): Date | null => (at === null ? null : new Date(at));
  const { subscriptionId, status, seats, unitMinor, currency, every, payUrl } = state;
  const row = {
    status,
    seats,
    unitMinor,
    currency,
    every,
    payUrl,
    periodStartsAt: new Date(state.periodStartsAt),
    periodEndsAt: new Date(state.periodEndsAt),
    trialEndsAt: date(state.trialEndsAt),
    cancelsAt: date(state.cancelsAt),
    endedAt: date(state.endedAt),
    readAt: now,
  };
  const { tenantId, sellerTenantId, listingId, id: orderId } = order;
  await tx
    .insert(subscriptions)
    .values({ subscriptionId, tenantId, sellerTenantId, listingId, orderId, ...row })
    .onConflictDoUpdate({
      target: subscriptions.subscriptionId,
      set: {
        ...row,
        // What was asked for is done, or cannot be any more.
        wantedSeats: sql`case when ${subscriptions.wantedSeats} = ${seats} or ${date(state.endedAt)?.toISOString() ?? null}::timestamptz is not null
          then null else ${subscriptions.wantedSeats} end`,
      },
    });
}
