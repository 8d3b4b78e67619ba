import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { currencyOf, planTransfers, refundWindowMs, splitPayment } from "@fleet-persona/money";
import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { disputeWord } from "./read-orders.ts";
import { readHoldings } from "./seller-holdings.ts";
import type { LedgerLine, SaleView, SellerAccountView, SellerBalance, TransferView } from "./seller.ts";

/** A seller's money: its account at the processor, and what it is owed in each currency. */
export type SellerMoney = {
  readonly account: SellerAccountView | null;
  readonly balances: readonly SellerBalance[];
  readonly sales: readonly SaleView[];
  readonly transfers: readonly TransferView[];
};

/** How a tenant stands as a seller. */
export const getSellerMoney = defineQuery({
  name: "getSellerMoney",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor, now }): Promise<SellerMoney> => {
    const { tenantId } = actor;
    const [row] = await tx.select().from(tables.sellerAccounts).where(eq(tables.sellerAccounts.tenantId, tenantId));
    return {
      account: row === undefined ? null : accountView(row),
      balances: await readBalances(tx, tenantId, { now, payoutMinimum: row?.payoutMinimum ?? {} }),
      sales: await readSales(tx, tenantId),
      transfers: await readTransfers(tx, tenantId),
    };
  },
});

/** A page of a seller's account, newest first; `before` is the entry id where the page before ended. */
export const listLedgerLines = defineQuery({
  name: "listLedgerLines",
  scope: "viewer",
  input: z.strictObject({ before: z.int().min(1).optional(), limit: z.int().min(1).max(500).default(50) }),
  run: async ({ tx, actor }, { before, limit }) => {
    const lines = await readLines(tx, actor.tenantId, { before, limit: limit + 1 });
    return { lines: lines.slice(0, limit), more: lines.length > limit };
  },
});

function accountView(row: typeof tables.sellerAccounts.$inferSelect): SellerAccountView {
  const { accountId, country, status, missing, payoutInterval, payoutMinimum, balances, termsVersion } = row;
  return {
    accountId,
    country,
    status,
    missing,
    payoutInterval,
    payoutMinimum,
    termsVersion,
    held: balances,
    termsAcceptedAt: row.termsAcceptedAt.getTime(),
    readAt: row.readAt?.getTime() ?? null,
  };
}

/** Nothing below it is transferred: about the price of a coffee, the least a price can be ten times over, or more where the seller says so. */
export function leastTransfer(currency: string, payoutMinimum: SellerAccountView["payoutMinimum"] = {}): number {
  return Math.max((currencyOf(currency)?.leastMinor ?? 100) * 10, payoutMinimum[currency] ?? 0);
}

type Terms = { readonly now: Date; readonly payoutMinimum: SellerAccountView["payoutMinimum"] };

async function readBalances(
  tx: Tx,
  tenantId: string,
  { now, payoutMinimum }: Terms,
): Promise<readonly SellerBalance[]> {
  const holdings = await readHoldings(tx, tenantId, now);
  const moved = await tx.execute<{ currency: string; total: string }>(sql`
    select currency, sum(amount_minor - reversed_minor)::text as total from transfers
    where tenant_id = ${tenantId}::uuid group by currency`);
  const currencies = new Set([...holdings.keys(), ...moved.map(({ currency }) => currency)]);
  return [...currencies].toSorted().map((currency) => {
    const of = holdings.get(currency) ?? [];
    const leastMinor = leastTransfer(currency, payoutMinimum);
    const { availableMinor, pendingMinor, owedMinor } = planTransfers(of, leastMinor);
    const waiting = of.filter(({ matured, amountMinor }) => !matured && amountMinor > 0);
    const transferredMinor = Number(moved.find((each) => each.currency === currency)?.total ?? 0);
    const nextAt = waiting.length === 0 ? null : Math.min(...waiting.map(({ at }) => at)) + refundWindowMs;
    return { currency, availableMinor, pendingMinor, owedMinor, transferredMinor, nextAt, leastMinor };
  });
}

async function readSales(tx: Tx, tenantId: string): Promise<readonly SaleView[]> {
  const { disputes, listings, orders, payments } = tables;
  const rows = await tx
    .select()
    .from(payments)
    .innerJoin(listings, eq(listings.id, payments.listingId))
    .innerJoin(orders, and(eq(orders.tenantId, payments.tenantId), eq(orders.id, payments.orderId)))
    // A card that was declined is no sale.
    .where(and(eq(payments.sellerTenantId, tenantId), ne(payments.status, "failed")))
    .orderBy(desc(payments.paidAt), desc(payments.paymentId))
    .limit(100);
  const ids = rows.map(({ payments: { paymentId } }) => paymentId);
  const disputed = ids.length === 0 ? [] : await tx.select().from(disputes).where(inArray(disputes.paymentId, ids));
  return rows.map(({ payments: row, listings: listing, orders: { basisPoints } }) => {
    const { paymentId, status, amountMinor, taxMinor, refundedMinor, currency } = row;
    const dispute = disputed.find((each) => each.paymentId === paymentId);
    return {
      paymentId,
      status,
      amountMinor,
      taxMinor,
      refundedMinor,
      currency,
      personaId: `${listing.publisherSlug}/${listing.name}`,
      title: listing.title,
      sellerMinor: splitPayment({ amountMinor, taxMinor, basisPoints }).sellerMinor,
      paidAt: row.paidAt.getTime(),
      maturesAt: row.maturesAt.getTime(),
      disputed: dispute === undefined ? null : disputeWord(dispute.status),
    };
  });
}

async function readTransfers(tx: Tx, tenantId: string): Promise<readonly TransferView[]> {
  const { listings, payments, transfers } = tables;
  const rows = await tx
    .select()
    .from(transfers)
    .innerJoin(payments, eq(payments.paymentId, transfers.paymentId))
    .innerJoin(listings, eq(listings.id, payments.listingId))
    .where(eq(transfers.tenantId, tenantId))
    .orderBy(desc(transfers.createdAt), desc(transfers.transferId))
    .limit(100);
  return rows.map(({ transfers: row, listings: listing }) => {
    const { transferId, paymentId, amountMinor, reversedMinor, currency } = row;
    return {
      transferId,
      paymentId,
      title: listing.title,
      amountMinor,
      reversedMinor,
      currency,
      createdAt: row.createdAt.getTime(),
    };
  });
}

type LineRow = {
  entry_id: string;
  at: string;
  booked_at: string;
  kind: string;
  payment_id: string | null;
  title: string | null;
  persona_id: string | null;
  amount: string;
  currency: string;
  balance: string;
  /** Its first booking, in the currency that was paid: what went elsewhere can be said. */
  whole: boolean | null;
  paid: string | null;
  tax: string | null;
  commission: string | null;
};

/** A seller's lines with the balance after each, newest first. Postings of other accounts are read with theirs, as what went elsewhere. */
export async function readLines(
  tx: Tx,
  tenantId: string,
  { before, limit }: { readonly before?: number | undefined; readonly limit: number },
): Promise<readonly LedgerLine[]> {
  const rows = await tx.execute<LineRow>(sql`
    with mine as (
      select p.entry_id, p.currency, -p.amount_minor as amount, p.payment_id,
        sum(-p.amount_minor) over (partition by p.currency order by p.entry_id) as balance
      from ledger_postings p where p.account = 'seller' and p.tenant_id = ${tenantId}::uuid
    )
    select m.entry_id::text, e.at::text, e.booked_at::text, e.kind, m.payment_id, l.title, l.publisher_slug || '/' || l.name as persona_id,
      m.amount::text, m.currency, m.balance::text,
      e.revision = 1 and y.currency = m.currency as whole, y.amount_minor::text as paid, y.tax_minor::text as tax,
      (y.amount_minor - y.tax_minor - m.amount)::text as commission
    from mine m join ledger_entries e on e.id = m.entry_id
    left join payments y on y.payment_id = m.payment_id
    left join listings l on l.id = y.listing_id
    where ${before ?? null}::bigint is null or m.entry_id < ${before ?? null}::bigint
    order by m.entry_id desc limit ${limit}`);
  return rows.map((row) => ({
    entryId: Number(row.entry_id),
    at: new Date(row.at).getTime(),
    bookedAt: new Date(row.booked_at).getTime(),
    kind: row.kind,
    paymentId: row.payment_id,
    title: row.title,
    personaId: row.persona_id,
    amountMinor: Number(row.amount),
    currency: row.currency,
    parts:
      row.kind === "payment" && row.whole === true && row.paid !== null
        ? { paidMinor: Number(row.paid), taxMinor: Number(row.tax), commissionMinor: Number(row.commission) }
        : null,
    balanceMinor: Number(row.balance),
  }));
}
