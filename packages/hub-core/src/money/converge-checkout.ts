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
  const next: PaymentSubject[] = [];
  if (subscriptionId !== null) next.push({ kind: "subscription", id: subscriptionId });
  if (paymentId !== null) next.push({ kind: "payment", id: paymentId });
  return { booked: 0, next };
}
