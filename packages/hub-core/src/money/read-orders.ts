import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { priceOf } from "../store/price-of.ts";
import { readSeatsUsed } from "../store/read-entitlements.ts";
import { defineQuery } from "../use-case/define.ts";
import type { OrderView, PaymentView, RefundRequestView, SubscriptionView } from "./order.ts";
import { readRefundRequests } from "./refund-requests.ts";

/** Everything a tenant ordered, paid and subscribed to, newest first. */
export type Purchases = {
  readonly orders: readonly OrderView[];
  readonly payments: readonly PaymentView[];
  readonly subscriptions: readonly SubscriptionView[];
};

/** What the tenant bought; what was free is in its library alone. */
export const listPurchases = defineQuery({
  name: "listPurchases",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor, now }): Promise<Purchases> => readPurchases(tx, actor.tenantId, now),
});

/** One order with its payments and its subscription. */
export const getOrder = defineQuery({
  name: "getOrder",
  scope: "viewer",
  input: z.strictObject({ orderId: z.uuid() }),
  run: async ({ tx, actor, now }, { orderId }) => {
    const { orders, payments, subscriptions } = await readPurchases(tx, actor.tenantId, now, orderId);
    const [order] = orders;
    if (order === undefined) throw notFound("order");
    return { order, payments, subscription: subscriptions[0] ?? null };
  },
});

async function readPurchases(tx: Tx, tenantId: string, now: Date, orderId?: string): Promise<Purchases> {
  const { orders, payments, subscriptions } = tables;
  const only = (column: typeof payments.orderId | typeof subscriptions.orderId | typeof orders.id): SQL | undefined =>
    orderId === undefined ? undefined : sql`${column} = ${orderId}::uuid`;
  const priced = sql`${orders.priceKind} <> 'free'`;
  const bought = await readOrders(tx, and(eq(orders.tenantId, tenantId), priced, only(orders.id)), now);
  const paid = await readPayments(tx, and(eq(payments.tenantId, tenantId), only(payments.orderId)), now);
  const mine = and(eq(subscriptions.tenantId, tenantId), only(subscriptions.orderId));
  const subscribed = await readSubscriptions(tx, tenantId, mine, now);
  return {
    orders: bought.map((order) => withFailure(order, paid)),
    payments: paid,
    subscriptions: subscribed,
  };
}

// A page that can still be paid says nothing of a card that was declined on it; the payment that failed does.
function withFailure(order: OrderView, payments: readonly PaymentView[]): OrderView {
  if (order.status !== "open" || order.failure !== null) return order;
  const newest = payments.find(({ orderId }) => orderId === order.orderId);
  return newest?.status === "failed" ? { ...order, failure: newest.failure } : order;
}

async function readOrders(tx: Tx, where: SQL | undefined, now: Date): Promise<readonly OrderView[]> {
  const { listings, orders, publishers, users } = tables;
  const rows = await tx
    .select()
    .from(orders)
    .innerJoin(listings, eq(listings.id, orders.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .innerJoin(users, eq(users.id, orders.orderedBy))
    .where(where)
    .orderBy(desc(orders.createdAt), desc(orders.id))
    .limit(500);
  return rows.map(({ orders: order, listings: listing, publishers: publisher, users: user }) => {
    const { priceKind, unitMinor, currency, every } = order;
    const payable = order.status === "open" && (order.checkoutExpiresAt?.getTime() ?? 0) > now.getTime();
    return {
      orderId: order.id,
      personaId: `${listing.publisherSlug}/${listing.name}`,
      title: listing.title,
      publisherName: publisher.displayName,
      price: priceOf({ priceKind, priceMinor: unitMinor, priceCurrency: currency, priceEvery: every }),
      quantity: order.quantity,
      amountMinor: order.amountMinor,
      currency,
      trialDays: order.trialDays,
      status: order.status,
      orderedBy: user.email,
      createdAt: order.createdAt.getTime(),
      checkoutUrl: payable ? order.checkoutUrl : null,
      checkoutExpiresAt: payable ? (order.checkoutExpiresAt?.getTime() ?? null) : null,
      failure: order.checkoutFailure,
      subscriptionId: order.subscriptionId,
    };
  });
}

async function readPayments(tx: Tx, where: SQL | undefined, now: Date): Promise<readonly PaymentView[]> {
  const { disputes, listings, payments, refundRequests } = tables;
  const rows = await tx
    .select()
    .from(payments)
    .innerJoin(listings, eq(listings.id, payments.listingId))
    .where(where)
    .orderBy(desc(payments.paidAt), desc(payments.paymentId))
    .limit(500);
  const ids = rows.map(({ payments: { paymentId } }) => paymentId);
  if (ids.length === 0) return [];
  const disputed = await tx.select().from(disputes).where(inArray(disputes.paymentId, ids));
  const requests = await readRefundRequests(tx, inArray(refundRequests.paymentId, ids));
  return rows.map(({ payments: row, listings: listing }) => {
    const request = requests.find((each) => each.paymentId === row.paymentId) ?? null;
    const dispute = disputed.find((each) => each.paymentId === row.paymentId);
    return paymentView(row, listing, { now, request, dispute });
  });
}

type Beside = {
  readonly now: Date;
  readonly request: RefundRequestView | null;
  readonly dispute: typeof tables.disputes.$inferSelect | undefined;
};

function paymentView(
  row: typeof tables.payments.$inferSelect,
  listing: typeof tables.listings.$inferSelect,
  { now, request, dispute }: Beside,
): PaymentView {
  const disputed = dispute === undefined ? null : disputeWord(dispute.status);
  const left = row.status === "succeeded" ? row.amountMinor - row.refundedMinor : 0;
  const pending = request?.status === "asked" || request?.status === "granted";
  const open = left > 0 && !pending && disputed !== "open" && disputed !== "lost" && row.maturesAt > now;
  return {
    paymentId: row.paymentId,
    orderId: row.orderId,
    personaId: `${listing.publisherSlug}/${listing.name}`,
    title: listing.title,
    status: row.status,
    failure: row.failure,
    amountMinor: row.amountMinor,
    taxMinor: row.taxMinor,
    currency: row.currency,
    refundedMinor: row.refundedMinor,
    paidAt: row.paidAt.getTime(),
    card: row.cardLast4 === null ? null : `${row.cardBrand ?? "card"} ending in ${row.cardLast4}`,
    invoiceNumber: row.invoiceNumber,
    invoiceUrl: row.invoiceUrl,
    invoicePdfUrl: row.invoicePdfUrl,
    receiptUrl: row.receiptUrl,
    refundableUntil: open ? row.maturesAt.getTime() : null,
    refundableMinor: open ? left : 0,
    disputed,
    request,
  };
}

/** How a dispute stands, for people. */
export function disputeWord(status: (typeof tables.disputes.$inferSelect)["status"]): "open" | "won" | "lost" | null {
  if (status === "won" || status === "lost") return status;
  return status === "needs-response" || status === "under-review" ? "open" : null;
}

async function readSubscriptions(
  tx: Tx,
  tenantId: string,
  where: SQL | undefined,
  now: Date,
): Promise<readonly SubscriptionView[]> {
  const { listings, orders, subscriptions } = tables;
  const rows = await tx
    .select()
    .from(subscriptions)
    .innerJoin(listings, eq(listings.id, subscriptions.listingId))
    .innerJoin(orders, and(eq(orders.tenantId, subscriptions.tenantId), eq(orders.id, subscriptions.orderId)))
    .where(where)
    .orderBy(desc(subscriptions.periodEndsAt))
    .limit(500);
  if (rows.length === 0) return [];
  const used = await readSeatsUsed(
    tx,
    tenantId,
    now,
    rows.map(({ subscriptions: { listingId } }) => listingId),
  );
  return rows.map(({ subscriptions: row, listings: listing, orders: order }) => ({
    subscriptionId: row.subscriptionId,
    orderId: row.orderId,
    personaId: `${listing.publisherSlug}/${listing.name}`,
    title: listing.title,
    status: row.status,
    perAgent: order.priceKind === "per-agent",
    seats: row.seats,
    seatsUsed: used.get(row.listingId) ?? 0,
    wantedSeats: row.wantedSeats,
    unitMinor: row.unitMinor,
    currency: row.currency,
    every: row.every,
    periodEndsAt: row.periodEndsAt.getTime(),
    trialEndsAt: row.trialEndsAt?.getTime() ?? null,
    cancelsAt: row.cancelsAt?.getTime() ?? null,
    endedAt: row.endedAt?.getTime() ?? null,
    payUrl: row.payUrl,
  }));
}
