import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { PaymentSubject } from "@fleet-persona/payments";
import { and, eq } from "drizzle-orm";
import type { Converged } from "./converge.ts";
import { findOrder } from "./find-order.ts";
import type { MoneyDeps } from "./payments-deps.ts";

/** Brings an order to the state of its checkout page, and names the payment and the subscription that came of it. */
export async function convergeCheckout({ payments }: MoneyDeps, tx: Tx, checkoutId: string): Promise<Converged> {
  const { orders } = tables;
  const checkout = await payments.gateway.getCheckout(checkoutId);
  const { orderId, status, paymentId, subscriptionId, failure } = checkout;
  const order = await findOrder(tx, orderId);
  if (order === undefined) return { booked: 0, next: [] };
  const named = and(eq(orders.id, order.id));
  if (status === "expired")
    await tx
      .update(orders)
      .set({ status: "abandoned" })
      .where(and(named, eq(orders.status, "open")));
  else
    await tx
      .update(orders)
      .set({ checkoutFailure: failure, ...(subscriptionId !== null && { subscriptionId }) })
      .where(named);
  return { booked: 0, next: await unread(tx, paymentId, subscriptionId) };
}

// What is known already has events of its own: a page that is told of once more is no reason to read all of it again.
async function unread(
  tx: Tx,
  paymentId: string | null,
  subscriptionId: string | null,
): Promise<readonly PaymentSubject[]> {
  const { payments, subscriptions } = tables;
  const next: PaymentSubject[] = [];
  if (subscriptionId !== null) {
    const mine = eq(subscriptions.subscriptionId, subscriptionId);
    const known = await tx.select({ id: subscriptions.subscriptionId }).from(subscriptions).where(mine);
    if (known.length === 0) next.push({ kind: "subscription", id: subscriptionId });
  }
  if (paymentId !== null) {
    const paid = and(eq(payments.paymentId, paymentId), eq(payments.status, "succeeded"));
    const known = await tx.select({ id: payments.paymentId }).from(payments).where(paid);
    if (known.length === 0) next.push({ kind: "payment", id: paymentId });
  }
  return next;
}
