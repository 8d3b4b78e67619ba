import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { refundWindowMs } from "@fleet-persona/money";
import type { PaymentState, PaymentSubject } from "@fleet-persona/payments";
import { eq } from "drizzle-orm";
import type { Converged } from "./converge.ts";
import { bookPayment, movementsOf } from "./book-payment.ts";
import { findOrder } from "./find-order.ts";
import { keepReturns } from "./keep-returns.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { settleOrder } from "./settle-order.ts";

/** Brings a payment, all that became of it, the ledger and its order to the processor's state. */
export async function convergePayment(deps: MoneyDeps, tx: Tx, paymentId: string): Promise<Converged> {
  const state = await deps.payments.gateway.getPayment(paymentId);
  const booked = await keepPayment(deps, tx, state);
  if (booked === null) return { booked: 0, next: [] };
  return { booked, next: await behind(tx, state), movements: movementsOf(state).map(({ id }) => id) };
}

// What a renewal pays for is a period that the subscription, as it was read last, may not know yet.
async function behind(tx: Tx, { subscriptionId, paidAt }: PaymentState): Promise<readonly PaymentSubject[]> {
  const { subscriptions } = tables;
  if (subscriptionId === null) return [];
  const [known] = await tx
    .select({ periodEndsAt: subscriptions.periodEndsAt })
    .from(subscriptions)
    .where(eq(subscriptions.subscriptionId, subscriptionId));
  const knows = known !== undefined && known.periodEndsAt.getTime() > paidAt;
  return knows ? [] : [{ kind: "subscription", id: subscriptionId }];
}

/** Keeps a state of a payment that was read under its lock; resolves to how many entries it added to the ledger, null where no order is its. */
export async function keepPayment(deps: MoneyDeps, tx: Tx, state: PaymentState): Promise<number | null> {
  const order = await findOrder(tx, state.orderId);
  if (order === undefined) return null;
  await keepRow(tx, order, state, deps.now());
  await keepReturns(deps, tx, order, state);
  const booked = await bookPayment(deps, tx, order, state);
  await settleOrder(deps, tx, order.id);
  return booked;
}

type Order = typeof tables.orders.$inferSelect;

async function keepRow(tx: Tx, order: Order, state: PaymentState, now: Date): Promise<void> {
  const { payments } = tables;
  const row = {
    status: state.status,
    failure: state.failure,
    amountMinor: state.amountMinor,
    taxMinor: state.taxMinor,
    refundedMinor: state.refundedMinor,
    receiptUrl: state.receiptUrl,
    invoiceNumber: state.invoice?.number ?? null,
    invoiceUrl: state.invoice?.url ?? null,
    invoicePdfUrl: state.invoice?.pdfUrl ?? null,
    cardFingerprint: state.card?.fingerprint ?? null,
    cardBrand: state.card?.brand ?? null,
    cardLast4: state.card?.last4 ?? null,
    paidAt: new Date(state.paidAt),
    readAt: now,
  };
  const { paymentId, subscriptionId, currency } = state;
  // As it was when it was paid, whatever windows are later.
  const maturesAt = new Date(state.paidAt + refundWindowMs);
  const { tenantId, sellerTenantId, listingId, id: orderId } = order;
  await tx
    .insert(payments)
    .values({ paymentId, tenantId, sellerTenantId, listingId, orderId, subscriptionId, currency, maturesAt, ...row })
    .onConflictDoUpdate({ target: payments.paymentId, set: row });
}
