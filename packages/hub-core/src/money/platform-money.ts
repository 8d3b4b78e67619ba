import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { LedgerAccount } from "@fleet-persona/money";
import { desc, sql } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { Finding } from "./reconcile.ts";

/** What one account of the ledger holds in one currency; debit above zero, credit below. */
export type AccountBalance = {
  readonly account: LedgerAccount;
  readonly currency: string;
  readonly amountMinor: number;
};

/** The books of a span: what each account held before, what moved, what it holds after. */
export type ClosingReport = {
  readonly from: number;
  readonly to: number;
  readonly rows: readonly {
    readonly account: LedgerAccount;
    readonly currency: string;
    readonly openingMinor: number;
    readonly debitMinor: number;
    readonly creditMinor: number;
    readonly closingMinor: number;
  }[];
  /** The sum of all closing balances for each currency: zero, or the books are wrong. */
  readonly sums: readonly { readonly currency: string; readonly amountMinor: number }[];
};

export type PlatformMoney = {
  readonly balances: readonly AccountBalance[];
  /** Newest month first; what the platform earned, and what the processor took. */
  readonly months: readonly {
    /** `2026-11`. */
    readonly month: string;
    readonly currency: string;
    readonly soldMinor: number;
    readonly commissionMinor: number;
    readonly feesMinor: number;
    readonly taxMinor: number;
  }[];
  readonly sellersOwing: number;
  readonly openDisputes: number;
  readonly eventsWaiting: number;
  readonly eventsFailing: number;
};

/** What the platform has, earns and owes. */
export const getPlatformMoney = defineQuery({
  name: "getPlatformMoney",
  scope: "moderator",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<PlatformMoney> => {
    const balances = await tx.execute<{ account: LedgerAccount; currency: string; total: string }>(sql`
      select account, currency, sum(amount_minor)::text as total from ledger_postings
      group by account, currency order by currency, account`);
    const [counts] = await tx.execute<{ owing: number; disputes: number; waiting: number; failing: number }>(sql`
      select (select count(*)::integer from (select tenant_id from ledger_postings where account = 'seller'
          group by tenant_id, currency having sum(amount_minor) > 0) o) as owing,
        (select count(*)::integer from disputes where status in ('needs-response', 'under-review')) as disputes,
        (select count(*)::integer from payment_events where handled_at is null) as waiting,
        (select count(*)::integer from payment_events where handled_at is null and problem is not null) as failing`);
    return {
      balances: balances.map(({ account, currency, total }) => ({ account, currency, amountMinor: Number(total) })),
      months: await readMonths(tx),
      sellersOwing: counts?.owing ?? 0,
      openDisputes: counts?.disputes ?? 0,
      eventsWaiting: counts?.waiting ?? 0,
      eventsFailing: counts?.failing ?? 0,
    };
  },
});

async function readMonths(tx: Tx): Promise<PlatformMoney["months"]> {
  const rows = await tx.execute<Record<"month" | "currency" | "sold" | "commission" | "fees" | "tax", string>>(sql`
    select to_char(date_trunc('month', e.at at time zone 'UTC'), 'YYYY-MM') as month, p.currency,
      coalesce(sum(p.amount_minor) filter (where e.kind = 'payment' and p.account in ('processor', 'processing-fees')), 0)::text as sold,
      coalesce(-sum(p.amount_minor) filter (where p.account = 'commission'), 0)::text as commission,
      coalesce(sum(p.amount_minor) filter (where p.account = 'processing-fees'), 0)::text as fees,
      coalesce(-sum(p.amount_minor) filter (where p.account = 'tax'), 0)::text as tax
    from ledger_entries e join ledger_postings p on p.entry_id = e.id
    group by 1, 2 order by 1 desc, 2 limit 120`);
  return rows.map(({ month, currency, sold, commission, fees, tax }) => ({
    month,
    currency,
    soldMinor: Number(sold),
    commissionMinor: Number(commission),
    feesMinor: Number(fees),
    taxMinor: Number(tax),
  }));
}

/** Closes the books of a span; `from` is included, `to` is not. */
export const closingReport = defineQuery({
  name: "closingReport",
  scope: "moderator",
  input: z.strictObject({ from: z.int().min(0), to: z.int().min(0) }),
  run: async ({ tx }, { from, to }): Promise<ClosingReport> => {
    const [start, end] = [new Date(from).toISOString(), new Date(to).toISOString()];
    const rows = await tx.execute<{
      account: LedgerAccount;
      currency: string;
      opening: string;
      debit: string;
      credit: string;
    }>(sql`
      select p.account, p.currency,
        coalesce(sum(p.amount_minor) filter (where e.at < ${start}::timestamptz), 0)::text as opening,
        coalesce(sum(p.amount_minor) filter (where e.at >= ${start}::timestamptz and p.amount_minor > 0), 0)::text as debit,
        coalesce(-sum(p.amount_minor) filter (where e.at >= ${start}::timestamptz and p.amount_minor < 0), 0)::text as credit
      from ledger_entries e join ledger_postings p on p.entry_id = e.id
      where e.at < ${end}::timestamptz group by p.account, p.currency order by p.currency, p.account`);
    const shown = rows.map(({ account, currency, opening, debit, credit }) => {
      const [openingMinor, debitMinor, creditMinor] = [Number(opening), Number(debit), Number(credit)];
      return {
        account,
        currency,
        openingMinor,
        debitMinor,
        creditMinor,
        closingMinor: openingMinor + debitMinor - creditMinor,
      };
    });
    const sums = new Map<string, number>();
    for (const { currency, closingMinor } of shown) sums.set(currency, (sums.get(currency) ?? 0) + closingMinor);
    return { from, to, rows: shown, sums: [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor })) };
  },
});

export type ReconcileRun = {
  readonly runId: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly from: number;
  readonly to: number;
  readonly looked: number;
  readonly differences: number;
  readonly healed: number;
  readonly findings: readonly Finding[];
  readonly failure: string | null;
};

/** The last comparisons of the ledger with the processor, newest first. */
export const listReconcileRuns = defineQuery({
  name: "listReconcileRuns",
  scope: "moderator",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<readonly ReconcileRun[]> => {
    const { reconcileRuns } = tables;
    const rows = await tx.select().from(reconcileRuns).orderBy(desc(reconcileRuns.startedAt)).limit(30);
    return rows.map((row) => ({
      runId: row.id,
      startedAt: row.startedAt.getTime(),
      endedAt: row.endedAt?.getTime() ?? null,
      from: row.fromAt.getTime(),
      to: row.toAt.getTime(),
      looked: row.looked,
      differences: row.differences,
      healed: row.healed,
      findings: row.findings.slice(0, 50) as unknown as readonly Finding[],
      failure: row.failure,
    }));
  },
});
