import { enterTenant, tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import type { DisputeEvidence } from "@fleet-persona/payments";
import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { eachOnItsOwn } from "./each-on-its-own.ts";
import { keepPayment } from "./converge-payment.ts";
import { converge, underLock } from "./converge.ts";
import { moneyText } from "./money-text.ts";
import type { MoneyDeps } from "./payments-deps.ts";

type Dispute = typeof tables.disputes.$inferSelect;

/** Answers every dispute that waits for the platform with what its own records say: what was bought, when leases were issued, what ran. */
export async function answerDisputes(deps: MoneyDeps): Promise<{ readonly answered: number }> {
  const { disputes } = tables;
  const waiting = await withoutTenant(deps.db, (tx) =>
    tx
      .select()
      .from(disputes)
      .where(
        and(eq(disputes.status, "needs-response"), eq(disputes.evidenceSubmitted, false), isNull(disputes.evidenceAt)),
      )
      .limit(50),
  );
  await eachOnItsOwn(waiting, (dispute) =>
    answer(deps, dispute).catch(async (error: unknown) => {
      if (!(error instanceof PaymentError) || error.retryable) throw error;
      // It was decided meanwhile: what it is now says so.
      await converge(deps, { kind: "payment", id: dispute.paymentId });
    }),
  );
  return { answered: waiting.length };
}

async function answer(deps: MoneyDeps, { disputeId, paymentId, tenantId }: Dispute): Promise<void> {
  const { disputes } = tables;
  await underLock(deps, `payment:${paymentId}`, async (tx) => {
    const evidence = await assembleEvidence(tx, { paymentId, tenantId });
    if (evidence === null) return;
    const key = `evidence_${disputeId}`;
    const state = await deps.payments.gateway.submitEvidence({ key, disputeId, evidence });
    await tx.update(disputes).set({ evidence, evidenceAt: deps.now() }).where(eq(disputes.disputeId, disputeId));
    await keepPayment(deps, tx, state);
  });
}

/** What tells for the platform about one payment; null where its order is unknown. */
export async function assembleEvidence(
  tx: Tx,
  { paymentId, tenantId }: { readonly paymentId: string; readonly tenantId: string },
): Promise<DisputeEvidence | null> {
  const { listings, orders, payments, tenants, users } = tables;
  await enterTenant(tx, tenantId);
  const [row] = await tx
    .select()
    .from(payments)
    .innerJoin(orders, and(eq(orders.tenantId, payments.tenantId), eq(orders.id, payments.orderId)))
    .innerJoin(listings, eq(listings.id, payments.listingId))
    .innerJoin(tenants, eq(tenants.id, payments.tenantId))
    .innerJoin(users, eq(users.id, orders.orderedBy))
    .where(eq(payments.paymentId, paymentId));
  if (row === undefined) return null;
  const { payments: payment, orders: order, listings: listing, tenants: tenant, users: user } = row;
  const leases = await readLeases(tx, tenantId, payment.listingId);
  const use = await readUse(tx, tenantId, payment.listingId);
  const ordered = `${order.createdAt.toISOString()} ordered by ${user.email}, paid ${payment.paidAt.toISOString()}`;
  return {
    product_description: `${listing.publisherSlug}/${listing.name} "${listing.title}": a policy that the buyer's own servers run, delivered at once as a signed download and a lease.`,
    customer_name: tenant.name,
    customer_email_address: user.email,
    service_date: payment.paidAt.toISOString().slice(0, 10),
    access_activity_log: [ordered, ...leases, ...use].join("\n").slice(0, 20_000),
    refund_policy_disclosure:
      "Refunds can be asked for within 14 days of each payment; the terms were shown before the order.",
    cancellation_policy_disclosure:
      "A subscription can be cancelled at any time and ends with the period that is paid.",
    uncategorized_text: `Order ${order.id}: ${order.quantity} x ${moneyText(order.unitMinor, order.currency)}. ${
      leases.length === 0 ? "No lease was issued yet." : `${leases.length} leases were issued to the buyer's fleets.`
    }`,
  };
}

async function readLeases(tx: Tx, tenantId: string, listingId: string): Promise<readonly string[]> {
  const { personaLeases } = tables;
  const rows = await tx
    .select({ fleetId: personaLeases.fleetId, serial: personaLeases.serial, at: personaLeases.issuedAt })
    .from(personaLeases)
    .where(and(eq(personaLeases.tenantId, tenantId), eq(personaLeases.listingId, listingId)))
    .orderBy(asc(personaLeases.issuedAt))
    .limit(100);
  return rows.map(({ fleetId, serial, at }) => `${at.toISOString()} lease ${serial} issued to fleet ${fleetId}`);
}

async function readUse(tx: Tx, tenantId: string, listingId: string): Promise<readonly string[]> {
  const rows = await tx.execute<{ host_id: string; first: string; last: string; seconds: string }>(sql`
    select host_id, min(first_at)::text as first, max(last_at)::text as last, sum(seconds)::text as seconds from persona_usage
    where tenant_id = ${tenantId}::uuid and listing_id = ${listingId}::uuid group by host_id order by min(first_at) limit 100`);
  return rows.map(
    ({ host_id: host, first, last, seconds }) =>
      `${new Date(first).toISOString()} to ${new Date(last).toISOString()} host ${host} ran it for ${Math.round(Number(seconds) / 60)} minutes`,
  );
}
