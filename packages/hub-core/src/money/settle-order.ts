import { enterTenant, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { entitlementState } from "@fleet-persona/money";
import type { EntitlementState, OrderFacts } from "@fleet-persona/money";
import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { appendAudit } from "../audit/append-audit.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { fleetIdSchema, tenantIdSchema } from "../ids.ts";
import { tell } from "./keep-returns.ts";
import { moneyText } from "./money-text.ts";
import type { MoneyDeps } from "./payments-deps.ts";

type Order = typeof tables.orders.$inferSelect;

/**
 * Brings an order's status and its tenant's entitlement to what was paid. An order whose money came after another one had been paid is
 * given back whole: nobody pays twice for one thing.
 */
export async function settleOrder({ now }: MoneyDeps, tx: Tx, orderId: string): Promise<void> {
  const { orders } = tables;
  const [named] = await tx
    .select({ tenantId: orders.tenantId, listingId: orders.listingId })
    .from(orders)
    .where(eq(orders.id, orderId));
  if (named === undefined) return;
  // One order of a tenant's listing after the other: which of two was first must not depend on who looks.
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${named.tenantId}/${named.listingId}`}, 0))`);
  const [order] = await tx.select().from(orders).where(eq(orders.id, orderId));
  if (order === undefined) return;
  const facts = await readFacts(tx, order);
  const state = entitlementState(facts);
  if (state === null) return;
  const at = now();
  const fresh = order.status === "open" || order.status === "abandoned";
  if (fresh && (await isSecond(tx, order, at))) return giveBackSecond(tx, order, at);
  const status = state.because === "refunded" || state.because === "dispute-lost" ? "refunded" : "fulfilled";
  if (order.status !== status)
    await tx
      .update(orders)
      .set({ status, checkoutUrl: null, settledAt: order.settledAt ?? at })
      .where(eq(orders.id, orderId));
  await enterTenant(tx, order.tenantId);
  await keepEntitlement(tx, order, state, at);
  if (fresh) {
    const amount = moneyText(order.amountMinor, order.currency);
    const trial = facts.subscription?.status === "trialing";
    const summary = trial ? `A trial of ${order.trialDays ?? 0} days has begun.` : `Sold for ${amount}.`;
    await tell(tx, order, { kind: "payment-received", to: "seller", ref: orderId, summary, at });
  }
}

async function readFacts(tx: Tx, order: Order): Promise<OrderFacts> {
  const { disputes, payments, refunds, subscriptions } = tables;
  const paid = await tx.select().from(payments).where(eq(payments.orderId, order.id));
  const ids = paid.map(({ paymentId }) => paymentId);
  const disputed = ids.length === 0 ? [] : await tx.select().from(disputes).where(inArray(disputes.paymentId, ids));
  const returned =
    ids.length === 0
      ? []
      : await tx
          .select()
          .from(refunds)
          .where(and(inArray(refunds.paymentId, ids), inArray(refunds.status, ["succeeded", "pending"])));
  const [subscription] =
    order.subscriptionId === null
      ? []
      : await tx.select().from(subscriptions).where(eq(subscriptions.subscriptionId, order.subscriptionId));
  return {
    subscription:
      subscription === undefined
        ? null
        : {
            status: subscription.status,
            periodStartsAt: subscription.periodStartsAt.getTime(),
            periodEndsAt: subscription.periodEndsAt.getTime(),
            cancelsAt: subscription.cancelsAt?.getTime() ?? null,
            endedAt: subscription.endedAt?.getTime() ?? null,
            seats: order.priceKind === "per-agent" ? subscription.seats : null,
          },
    payments: paid.map(({ paymentId, status, amountMinor, refundedMinor, paidAt }) => {
      const dispute = disputed.filter((each) => each.paymentId === paymentId).toSorted(byOutcome)[0];
      const back = returned.filter((each) => each.paymentId === paymentId);
      const whole = back.reduce((sum, refund) => sum + refund.amountMinor, 0) >= amountMinor && amountMinor > 0;
      return {
        at: paidAt.getTime(),
        status,
        amountMinor,
        refundedMinor,
        refundedAt: whole ? Math.max(...back.map(({ createdAt }) => createdAt.getTime())) : null,
        dispute:
          dispute === undefined
            ? null
            : { outcome: outcomeOf(dispute.status), at: (dispute.settledAt ?? dispute.createdAt).getTime() },
      };
    }),
  };
}

type Dispute = typeof tables.disputes.$inferSelect;

function outcomeOf(status: Dispute["status"]): "open" | "won" | "lost" {
  if (status === "lost") return "lost";
  // A bank's question has taken no money: it blocks nothing.
  return status === "needs-response" || status === "under-review" ? "open" : "won";
}

const weight = { lost: 0, open: 1, won: 2 };
function byOutcome(a: Dispute, b: Dispute): number {
  return weight[outcomeOf(a.status)] - weight[outcomeOf(b.status)];
}

async function isSecond(tx: Tx, order: Order, now: Date): Promise<boolean> {
  const { entitlements } = tables;
  const [held] = await tx
    .select()
    .from(entitlements)
    .where(
      and(
        eq(entitlements.tenantId, order.tenantId),
        eq(entitlements.listingId, order.listingId),
        ne(entitlements.orderId, order.id),
      ),
    );
  return held !== undefined && held.endedBecause === null && (held.endsAt === null || held.endsAt > now);
}

async function giveBackSecond(tx: Tx, order: Order, now: Date): Promise<void> {
  const { orders, payments, refundRequests } = tables;
  await tx.update(orders).set({ status: "refunded", checkoutUrl: null, settledAt: now }).where(eq(orders.id, order.id));
  const paid = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.orderId, order.id), eq(payments.status, "succeeded")));
  for (const { paymentId, amountMinor, currency } of paid)
    await tx
      .insert(refundRequests)
      .values({
        tenantId: order.tenantId,
        sellerTenantId: order.sellerTenantId,
        paymentId,
        amountMinor,
        currency,
        reason: "Paid twice: another order of the same had been paid before.",
        askedAt: now,
        dueAt: now,
        status: "granted",
        decidedAt: now,
      })
      .onConflictDoNothing();
}

async function keepEntitlement(tx: Tx, order: Order, state: EntitlementState, now: Date): Promise<void> {
  const { entitlements } = tables;
  const { tenantId, sellerTenantId, listingId, id: orderId } = order;
  const row = {
    orderId,
    endsAt: state.endsAt === null ? null : new Date(state.endsAt),
    endedBecause: state.because,
    seats: state.seats === null ? null : Math.max(1, state.seats),
    blocked: state.blocked,
  };
  const mine = and(eq(entitlements.tenantId, tenantId), eq(entitlements.listingId, listingId));
  const [held] = await tx.select().from(entitlements).where(mine);
  // An older order's end must not end what a later one bought.
  if (held !== undefined && held.orderId !== orderId && !(await isLater(tx, order, held.orderId))) return;
  if (held === undefined)
    await tx.insert(entitlements).values({ tenantId, sellerTenantId, listingId, grantedAt: now, ...row });
  else if (isSame(held, row)) return;
  else
    await tx
      .update(entitlements)
      .set({ ...row, ...(held.orderId === orderId ? {} : { grantedAt: now }) })
      .where(mine);
  await appendAudit(tx, {
    tenantId: tenantIdSchema.parse(tenantId),
    at: now,
    actor: "payments",
    command: "keepEntitlement",
    entityId: `${orderId}/${listingId}`,
    details: { endsAt: row.endsAt, because: row.endedBecause, seats: row.seats, blocked: row.blocked },
  });
  await wakeFleets(tx, tenantId, listingId);
}

function isSame(
  held: typeof tables.entitlements.$inferSelect,
  row: Pick<typeof tables.entitlements.$inferSelect, "orderId" | "endsAt" | "endedBecause" | "seats" | "blocked">,
): boolean {
  return (
    held.orderId === row.orderId &&
    held.endsAt?.getTime() === row.endsAt?.getTime() &&
    held.endedBecause === row.endedBecause &&
    held.seats === row.seats &&
    held.blocked === row.blocked
  );
}

async function isLater(tx: Tx, order: Order, than: string): Promise<boolean> {
  const { orders } = tables;
  const [other] = await tx.select({ createdAt: orders.createdAt }).from(orders).where(eq(orders.id, than));
  return other === undefined || order.createdAt > other.createdAt;
}

// Hosts hear of other seats and another end with their next lease; they ask for it when their fleet has changed.
async function wakeFleets(tx: Tx, tenantId: string, listingId: string): Promise<void> {
  const { assignments } = tables;
  const running = await tx
    .selectDistinct({ fleetId: assignments.fleetId })
    .from(assignments)
    .where(
      and(
        eq(assignments.tenantId, tenantId),
        eq(assignments.listingId, listingId),
        sql`${assignments.endedAt} is null`,
      ),
    );
  for (const { fleetId } of running) await bumpFleet(tx, tenantIdSchema.parse(tenantId), fleetIdSchema.parse(fleetId));
}
