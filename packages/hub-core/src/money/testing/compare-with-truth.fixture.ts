import { expect } from "vitest";
import type { Actor } from "../../actor.ts";
import type { ProcessorTruth } from "./processor-truth.fixture.ts";
import type { TestMarket } from "./test-market.fixture.ts";

type Asked = { readonly market: TestMarket; readonly buyers: readonly Actor[] };

/** Expects what this hub holds of these buyers, and its whole ledger, to agree with what the processor knows. */
export async function compareWithTruth({ market, buyers }: Asked, truth: ProcessorTruth): Promise<void> {
  await compareLedger(market, truth);
  for (const buyer of buyers) await compareBuyer(market, buyer, truth);
}

async function compareBuyer(market: TestMarket, { tenantId }: Actor, truth: ProcessorTruth): Promise<void> {
  const { sql } = market;
  const [customer] = await sql<
    { customer_id: string }[]
  >`select customer_id from payment_customers where tenant_id = ${tenantId}`;
  const charges = truth.charges.filter(
    (charge) => charge.customer === customer?.customer_id && charge.status === "succeeded",
  );
  const subscriptions = truth.subscriptions.filter((each) => each.customer === customer?.customer_id);
  const [held] = await sql<
    { order_id: string; ends_at: Date | null; blocked: string | null; subscription_id: string | null }[]
  >`
      select e.order_id, e.ends_at, e.blocked, o.subscription_id from entitlements e join orders o on o.id = e.order_id where e.tenant_id = ${tenantId}`;
  const rows = await sql<
    { payment_id: string; order_id: string; subscription_id: string | null; order_status: string }[]
  >`
      select p.payment_id, p.order_id, p.subscription_id, o.status as order_status from payments p join orders o on o.id = p.order_id
      where p.tenant_id = ${tenantId} and p.status = 'succeeded'`;
  // Every payment is known, whoever was killed when.
  expect(new Set(rows.map((row) => row.payment_id))).toEqual(new Set(charges.map((charge) => charge.id)));
  const kept = charges.filter((charge) => charge.amount_refunded < charge.amount && !isLost(truth, charge.id));
  const orderOf = (paymentId: string): string => rows.find((row) => row.payment_id === paymentId)?.order_id ?? "";
  const going = (paymentId: string): boolean => {
    const row = rows.find((each) => each.payment_id === paymentId);
    if (row?.subscription_id == null) return true;
    return subscriptions.some((each) => each.id === row.subscription_id && each.status === "active");
  };
  const paying = new Set(
    kept
      .map((charge) => charge.id)
      .filter(going)
      .map(orderOf),
  );
  // Nobody pays for one thing twice at a time, and nobody who pays goes without.
  expect(paying.size).toBeLessThanOrEqual(1);
  const now = market.hub.deps.now();
  const [order] = [...paying];
  if (order !== undefined) {
    expect(held?.order_id).toBe(order);
    expect(held?.ends_at === null || (held?.ends_at ?? now) > now).toBe(true);
  }
  // No right without a payment: what goes on without an end was paid for once.
  if (held !== undefined && held.ends_at === null) {
    expect(kept.map((charge) => orderOf(charge.id))).toContain(held.order_id);
    expect(held.subscription_id).toBeNull();
  }
  if (held !== undefined) {
    const disputed = charges.some((charge) => orderOf(charge.id) === held.order_id && isOpen(truth, charge.id));
    expect(held.blocked).toBe(disputed ? "disputed" : null);
  }
  expect(rows.length === 0).toBe(charges.length === 0);
}

async function compareLedger({ sql }: TestMarket, truth: ProcessorTruth): Promise<void> {
  const off = await sql`select currency from ledger_postings group by currency having sum(amount_minor) <> 0`;
  expect(off).toHaveLength(0);
  const [booked] = await sql<{ total: string | null }[]>`
    select sum(amount_minor)::text as total from ledger_postings where account = 'processor' and currency = 'EUR'`;
  const net = truth.movements
    .filter(({ currency }) => currency === "eur")
    .reduce((sum, movement) => sum + movement.net, 0);
  expect(Number(booked?.total ?? 0)).toBe(net);
  const unexplained = await sql`select 1 from ledger_postings where account = 'unexplained'`;
  expect(unexplained).toHaveLength(0);
  // No transfer without a charge, and none above what its seller had of it.
  for (const charge of truth.charges) {
    const moved = truth.transfers.filter((transfer) => transfer.source_transaction === charge.id);
    const total = moved.reduce((sum, transfer) => sum + transfer.amount - transfer.amount_reversed, 0);
    expect(total).toBeLessThanOrEqual(Math.ceil(charge.amount * 0.85));
  }
  expect(truth.transfers.every((transfer) => transfer.source_transaction !== null)).toBe(true);
  const waiting = await sql`select problem from payment_events where handled_at is null`;
  expect(waiting).toHaveLength(0);
}

function isLost({ disputes }: ProcessorTruth, charge: string): boolean {
  return disputes.some((dispute) => dispute.charge === charge && dispute.status === "lost");
}

function isOpen({ disputes }: ProcessorTruth, charge: string): boolean {
  const open = new Set(["needs_response", "under_review"]);
  return disputes.some((dispute) => dispute.charge === charge && open.has(dispute.status));
}
