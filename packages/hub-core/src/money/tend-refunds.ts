import { enterTenant, tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import type { PaymentErrorCode } from "@fleet-persona/payments";
import { and, eq, lte, sql } from "drizzle-orm";
import { keepPayment } from "./converge-payment.ts";
import { converge, underLock } from "./converge.ts";
import { eachOnItsOwn } from "./each-on-its-own.ts";
import { tell } from "./keep-returns.ts";
import { moneyText } from "./money-text.ts";
import type { MoneyDeps } from "./payments-deps.ts";

type Request = typeof tables.refundRequests.$inferSelect;

/**
 * Gives back what was granted, also by silence, and ends subscriptions whose money went back. Each step carries the key of its request: cut
 * off anywhere, the next round goes on with the same refund.
 */
export async function tendRefunds(deps: MoneyDeps): Promise<{ readonly refunded: number }> {
  const { refundRequests: requests } = tables;
  const now = deps.now();
  const granted = await withoutTenant(deps.db, async (tx) => {
    await tx
      .update(requests)
      .set({ status: "granted", decidedAt: now, answer: "Granted: it was not answered in time." })
      .where(and(eq(requests.status, "asked"), lte(requests.dueAt, now)));
    return tx.select().from(requests).where(eq(requests.status, "granted")).orderBy(requests.askedAt).limit(200);
  });
  let refunded = 0;
  try {
    await eachOnItsOwn(granted, async (request) => {
      if (await refund(deps, request)) refunded += 1;
    });
  } finally {
    await endRefunded(deps);
  }
  return { refunded };
}

async function refund(deps: MoneyDeps, request: Request): Promise<boolean> {
  const { paymentId, amountMinor, id } = request;
  try {
    await underLock(deps, `payment:${paymentId}`, async (tx) => {
      const state = await deps.payments.gateway.refund({
        key: `refund_${id}`,
        paymentId,
        amountMinor,
        refundRequestId: id,
      });
      await keepPayment(deps, tx, state);
    });
    return true;
  } catch (error) {
    // Only what the processor said no to was not made: what it made and answered in words unknown here is asked again by the same key.
    if (!(error instanceof PaymentError) || error.retryable || unclear.has(error.code)) throw error;
    await withoutTenant(deps.db, (tx) => giveUp(tx, deps.now(), request, error.message));
    return false;
  }
}

const unclear: ReadonlySet<PaymentErrorCode> = new Set(["credentials-invalid", "answer-unreadable", "key-reused"]);

async function giveUp(tx: Tx, now: Date, request: Request, problem: string): Promise<void> {
  const { payments, refundRequests: requests } = tables;
  await tx.update(requests).set({ status: "failed", problem }).where(eq(requests.id, request.id));
  const [payment] = await tx.select().from(payments).where(eq(payments.paymentId, request.paymentId));
  if (payment === undefined) return;
  await enterTenant(tx, payment.tenantId);
  const summary = `A refund of ${moneyText(request.amountMinor, request.currency)} could not be made: ${problem}`;
  await tell(tx, payment, { kind: "refund-failed", to: "both", ref: request.id, summary, at: now });
}

// Nobody is charged again for what was given back.
async function endRefunded(deps: MoneyDeps): Promise<void> {
  const { orders, subscriptions } = tables;
  const rows = await withoutTenant(deps.db, (tx) =>
    tx
      .select({ id: subscriptions.subscriptionId })
      .from(subscriptions)
      .innerJoin(orders, and(eq(orders.tenantId, subscriptions.tenantId), eq(orders.id, subscriptions.orderId)))
      .where(and(eq(orders.status, "refunded"), sql`${subscriptions.endedAt} is null`))
      .limit(200),
  );
  await eachOnItsOwn(rows, async ({ id }) => {
    await deps.payments.gateway.cancelSubscription({ key: `refunded_${id}`, subscriptionId: id, when: "now" });
    await converge(deps, { kind: "subscription", id });
  });
}
