import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { refundAnswerMs } from "@fleet-persona/money";
import { and, desc, eq, inArray } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { proseSchema } from "../text.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { tell } from "./keep-returns.ts";
import { moneyText } from "./money-text.ts";
import type { RefundRequestView } from "./order.ts";

const reasonSchema = proseSchema(2_000).refine((text) => text.length > 0, "say why");
const paymentIdSchema = z.string().min(1).max(255);
type Payment = typeof tables.payments.$inferSelect;

/**
 * A buyer asks for a payment's money back, whole or in part; its seller answers within seven days, and silence grants it. `refused` with
 * `refund-window-over`, `amount-too-large`, `payment-disputed`, `not-paid`; `conflict` while another request is open.
 */
export const askRefund = defineCommand({
  name: "askRefund",
  scope: "admin",
  input: z.strictObject({
    paymentId: paymentIdSchema,
    /** Left out: all that is left of it. */
    amountMinor: z.int().min(1).optional(),
    reason: reasonSchema,
  }),
  run: async ({ tx, actor, now }, { paymentId, amountMinor, reason }): Promise<{ readonly requestId: string }> => {
    const payment = await lockPayment(tx, paymentId, eq(tables.payments.tenantId, actor.tenantId));
    if (payment.maturesAt <= now)
      throw new HubError(
        "refused",
        "Money can be asked back for 14 days after it was paid. They are over.",
        "refund-window-over",
      );
    const amount = await requireRefundable(tx, payment, amountMinor);
    const row = { ...requestOf(payment, amount, reason, now), askedBy: actor.userId, status: "asked" as const };
    const requestId = await addRequest(tx, row);
    const summary = `${moneyText(amount, payment.currency)} are asked back: ${reason}`;
    await tell(tx, payment, { kind: "refund-asked", to: "seller", ref: requestId, summary, at: now });
    return { requestId };
  },
  entityId: ({ requestId }) => requestId,
});

/** A buyer takes back its request for a refund that nobody has answered. */
export const withdrawRefund = defineCommand({
  name: "withdrawRefund",
  scope: "admin",
  input: z.strictObject({ requestId: z.uuid() }),
  run: async ({ tx, actor }, { requestId }) => {
    const { refundRequests: requests } = tables;
    const mine = and(eq(requests.id, requestId), eq(requests.tenantId, actor.tenantId));
    await requireAsked(tx, mine);
    await tx.update(requests).set({ status: "withdrawn" }).where(mine);
    return { requestId };
  },
  entityId: ({ requestId }) => requestId,
});

/** A seller grants a request for a refund, or refuses it and says why: `answer-missing` where it does not. */
export const decideRefund = defineCommand({
  name: "decideRefund",
  scope: "admin",
  input: z.strictObject({
    requestId: z.uuid(),
    decision: z.enum(["granted", "refused"]),
    answer: proseSchema(2_000).default(""),
  }),
  run: async ({ tx, actor, now }, { requestId, decision, answer }) => {
    const { refundRequests: requests } = tables;
    if (decision === "refused" && answer === "")
      throw new HubError("invalid-input", "Say why, so that the buyer understands it.", "answer-missing");
    const mine = and(eq(requests.id, requestId), eq(requests.sellerTenantId, actor.tenantId));
    const request = await requireAsked(tx, mine);
    await tx.update(requests).set({ status: decision, decidedBy: actor.userId, decidedAt: now, answer }).where(mine);
    const [payment] = await tx.select().from(tables.payments).where(eq(tables.payments.paymentId, request.paymentId));
    const amount = moneyText(request.amountMinor, request.currency);
    const summary =
      decision === "granted" ? `${amount} come back to you.` : `Your refund of ${amount} was refused: ${answer}`;
    if (payment !== undefined)
      await tell(tx, payment, { kind: "refund-decided", to: "buyer", ref: requestId, summary, at: now });
    return { requestId };
  },
  entityId: ({ requestId }) => requestId,
});

/** A seller gives money back that nobody asked for, at any time. */
export const giveBack = defineCommand({
  name: "giveBack",
  scope: "admin",
  input: z.strictObject({ paymentId: paymentIdSchema, amountMinor: z.int().min(1).optional(), reason: reasonSchema }),
  run: async ({ tx, actor, now }, { paymentId, amountMinor, reason }): Promise<{ readonly requestId: string }> => {
    const payment = await lockPayment(tx, paymentId, eq(tables.payments.sellerTenantId, actor.tenantId));
    const amount = await requireRefundable(tx, payment, amountMinor);
    const decided = { status: "granted" as const, decidedBy: actor.userId, decidedAt: now };
    const requestId = await addRequest(tx, { ...requestOf(payment, amount, reason, now), ...decided });
    return { requestId };
  },
  entityId: ({ requestId }) => requestId,
});

/** The requests a seller got, those that wait first. */
export const listRefundRequests = defineQuery({
  name: "listRefundRequests",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly RefundRequestView[]> => {
    const all = await readRefundRequests(tx, eq(tables.refundRequests.sellerTenantId, actor.tenantId));
    const waits = ({ status }: RefundRequestView): number => (status === "asked" ? 0 : 1);
    return all.toSorted((a, b) => waits(a) - waits(b));
  },
});

/** Requests for refunds as pages show them, newest first. */
export async function readRefundRequests(tx: Tx, where: SQL | undefined): Promise<readonly RefundRequestView[]> {
  const { listings, payments, refundRequests: requests } = tables;
  const rows = await tx
    .select()
    .from(requests)
    .innerJoin(payments, eq(payments.paymentId, requests.paymentId))
    .innerJoin(listings, eq(listings.id, payments.listingId))
    .where(where)
    .orderBy(desc(requests.askedAt), desc(requests.id))
    .limit(200);
  return rows.map(({ refund_requests: request, payments: payment, listings: listing }) => ({
    requestId: request.id,
    paymentId: request.paymentId,
    personaId: `${listing.publisherSlug}/${listing.name}`,
    title: listing.title,
    amountMinor: request.amountMinor,
    paidMinor: payment.amountMinor,
    currency: request.currency,
    reason: request.reason,
    byBuyer: request.askedBy !== null,
    askedAt: request.askedAt.getTime(),
    dueAt: request.dueAt.getTime(),
    status: request.status,
    decidedAt: request.decidedAt?.getTime() ?? null,
    answer: request.answer,
    problem: request.problem,
  }));
}

async function lockPayment(tx: Tx, paymentId: string, mine: SQL): Promise<Payment> {
  const { payments } = tables;
  const [payment] = await tx
    .select()
    .from(payments)
    .where(and(eq(payments.paymentId, paymentId), mine));
  if (payment === undefined) throw notFound("payment");
  return payment;
}

async function requireRefundable(tx: Tx, payment: Payment, wanted: number | undefined): Promise<number> {
  if (payment.status !== "succeeded") throw new HubError("refused", "Nothing was paid here.", "not-paid");
  const { disputes } = tables;
  const open = and(
    eq(disputes.paymentId, payment.paymentId),
    inArray(disputes.status, ["needs-response", "under-review", "lost"]),
  );
  const disputed = await tx.select({ id: disputes.disputeId }).from(disputes).where(open);
  if (disputed.length > 0)
    throw new HubError(
      "refused",
      "The bank decides about this payment: a refund would give it back twice.",
      "payment-disputed",
    );
  const left = payment.amountMinor - payment.refundedMinor;
  const amount = wanted ?? left;
  if (amount < 1 || amount > left)
    throw new HubError(
      "refused",
      `At most ${moneyText(left, payment.currency)} of it are left to give back.`,
      "amount-too-large",
    );
  return amount;
}

type NewRequest = typeof tables.refundRequests.$inferInsert;

function requestOf(payment: Payment, amountMinor: number, reason: string, now: Date): Omit<NewRequest, "status"> {
  const { tenantId, sellerTenantId, paymentId, currency } = payment;
  const dueAt = new Date(now.getTime() + refundAnswerMs);
  return { tenantId, sellerTenantId, paymentId, amountMinor, currency, reason, askedAt: now, dueAt };
}

async function addRequest(tx: Tx, row: NewRequest): Promise<string> {
  const [added] = await tx.insert(tables.refundRequests).values(row).onConflictDoNothing().returning();
  if (added === undefined) throw new HubError("conflict", "A refund of this payment is on its way already.");
  return added.id;
}

async function requireAsked(tx: Tx, mine: SQL | undefined): Promise<typeof tables.refundRequests.$inferSelect> {
  const [request] = await tx.select().from(tables.refundRequests).where(mine).for("update");
  if (request === undefined) throw notFound("request");
  if (request.status !== "asked") throw new HubError("conflict", "It was answered already.");
  return request;
}
