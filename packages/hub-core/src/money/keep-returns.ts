import { enterTenant, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { DisputeState, PaymentState } from "@fleet-persona/payments";
import { eq } from "drizzle-orm";
import type { StoreEventKind } from "../watching/event-kinds.ts";
import { emitStoreEvent } from "../watching/emit-store-event.ts";
import { moneyText } from "./money-text.ts";
import type { MoneyDeps } from "./payments-deps.ts";

type Order = typeof tables.orders.$inferSelect;

/** Keeps a payment's refunds, disputes and transfers, and tells buyer and seller what is new to them. */
export async function keepReturns(deps: MoneyDeps, tx: Tx, order: Order, state: PaymentState): Promise<void> {
  await enterTenant(tx, order.tenantId);
  await keepRefunds(tx, order, state, deps.now());
  for (const dispute of state.disputes) await keepDispute(tx, order, state, dispute, deps.now());
  await keepTransfers(tx, order, state);
}

async function keepRefunds(
  tx: Tx,
  order: Order,
  { paymentId, refunds: all, currency }: PaymentState,
  now: Date,
): Promise<void> {
  const { refundRequests, refunds } = tables;
  const { tenantId, sellerTenantId } = order;
  for (const { refundId, status, amountMinor, createdAt, refundRequestId } of all) {
    const [before] = await tx.select().from(refunds).where(eq(refunds.refundId, refundId));
    if (before?.status === status) continue;
    const row = { refundId, tenantId, sellerTenantId, paymentId, amountMinor, status, createdAt: new Date(createdAt) };
    await tx.insert(refunds).values(row).onConflictDoUpdate({ target: refunds.refundId, set: { status } });
    const failed = status === "failed" || status === "canceled";
    if (refundRequestId !== null)
      await tx
        .update(refundRequests)
        .set({
          status: failed ? "failed" : "refunded",
          refundId,
          problem: failed ? "The buyer's bank did not take it." : null,
        })
        .where(eq(refundRequests.id, refundRequestId));
    if (before !== undefined && !failed) continue;
    await tell(tx, order, {
      kind: failed ? "refund-failed" : "refund-made",
      to: "both",
      ref: refundId,
      summary: failed
        ? `A refund of ${moneyText(amountMinor, currency)} failed at the buyer's bank.`
        : `${moneyText(amountMinor, currency)} go back to the buyer.`,
      at: now,
    });
  }
}

async function keepDispute(
  tx: Tx,
  order: Order,
  { paymentId }: PaymentState,
  dispute: DisputeState,
  now: Date,
): Promise<void> {
  const { disputes } = tables;
  const { disputeId, status, reason, amountMinor, currency } = dispute;
  const [before] = await tx.select().from(disputes).where(eq(disputes.disputeId, disputeId));
  const settled = status === "won" || status === "lost" || status === "inquiry-closed";
  const row = {
    status,
    amountMinor,
    evidenceDueAt: dispute.evidenceDueAt === null ? null : new Date(dispute.evidenceDueAt),
    evidenceSubmitted: dispute.evidenceSubmitted,
    settledAt: settled ? (before?.settledAt ?? now) : null,
  };
  const { tenantId, sellerTenantId } = order;
  await tx
    .insert(disputes)
    .values({
      disputeId,
      tenantId,
      sellerTenantId,
      paymentId,
      reason,
      currency,
      createdAt: new Date(dispute.createdAt),
      ...row,
    })
    .onConflictDoUpdate({ target: disputes.disputeId, set: row });
  const wasSettled = before?.settledAt != null;
  if (before !== undefined && wasSettled === settled) return;
  const amount = moneyText(amountMinor, currency);
  const said = {
    won: `The dispute over ${amount} was won.`,
    lost: `The dispute over ${amount} was lost: the buyer has its money back.`,
    "inquiry-closed": `A bank's question about ${amount} is closed.`,
  };
  await tell(tx, order, {
    kind: settled ? "dispute-settled" : "dispute-opened",
    to: "both",
    ref: disputeId,
    summary: settled
      ? said[status]
      : `A payment of ${amount} is disputed (${reason.replaceAll("_", " ")}). What runs goes on; nothing new begins.`,
    at: now,
  });
}

async function keepTransfers(
  tx: Tx,
  { sellerTenantId: tenantId }: Order,
  { paymentId, transfers: all }: PaymentState,
): Promise<void> {
  const { transfers } = tables;
  for (const { transferId, accountId, amountMinor, reversedMinor, currency, createdAt } of all) {
    const row = {
      transferId,
      tenantId,
      paymentId,
      accountId,
      amountMinor,
      reversedMinor,
      currency,
      createdAt: new Date(createdAt),
    };
    await tx.insert(transfers).values(row).onConflictDoUpdate({ target: transfers.transferId, set: { reversedMinor } });
  }
}

/** Something that happened to money, as its buyer is told. */
export type MoneyNews = {
  readonly kind:
    | "payment-received"
    | "refund-made"
    | "refund-failed"
    | "refund-asked"
    | "refund-decided"
    | "dispute-opened"
    | "dispute-settled"
    | "subscription-ending";
  readonly to: "buyer" | "seller" | "both";
  readonly ref: string;
  readonly summary: string;
  readonly at: Date;
};

// What the seller's side of the same is called.
const ofSale: Partial<Record<MoneyNews["kind"], StoreEventKind>> = {
  "refund-made": "sale-refunded",
  "refund-failed": "sale-refunded",
  "dispute-opened": "sale-disputed",
  "dispute-settled": "sale-disputed",
};

/** Tells the owners and admins of buyer, seller or both. The transaction must be bound to a tenant. */
export async function tell(
  tx: Tx,
  { tenantId, sellerTenantId, listingId }: Pick<Order, "tenantId" | "sellerTenantId" | "listingId">,
  { to, kind, ...news }: MoneyNews,
): Promise<void> {
  if (to !== "seller") {
    await emitStoreEvent(tx, { ...news, kind, listingId, toTenantId: tenantId });
  }
  if (to !== "buyer") {
    await emitStoreEvent(tx, { ...news, kind: ofSale[kind] ?? kind, listingId, toTenantId: sellerTenantId });
  }
}
