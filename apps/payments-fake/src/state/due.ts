import type { BalanceSettingsRow, PayoutRow } from "./rows-accounts.ts";
import type { SessionRow } from "./rows.ts";
import type { InvoiceRow, SubscriptionRow } from "./rows-billing.ts";
import type { DisputeRow, RefundRow } from "./rows-payments.ts";
import type { AnyRow, RowOf, TableName } from "./tables.ts";

const DAY = 86_400;

/** What happens by itself once its time has come. */
export type DueKind =
  | "session-expires"
  | "subscription-turns"
  | "trial-ends-soon"
  | "collection-resumes"
  | "invoice-finalizes"
  | "invoice-retries"
  | "refund-settles"
  | "dispute-lapses"
  | "payouts-run"
  | "payout-arrives";

export type Due = { readonly kind: DueKind; readonly id: string; readonly at: number; readonly clock: string | null };

/** When a row as it now is wants attention. Whoever comes at that time looks again: the row may have changed since. */
export function duesOf(table: TableName, row: AnyRow): readonly Due[] {
  return (DUES[table] as ((row: AnyRow) => readonly Due[]) | undefined)?.(row) ?? [];
}

const DUES: { readonly [Name in TableName]?: (row: RowOf<Name>) => readonly Due[] } = {
  sessions: sessionDues,
  subscriptions: subscriptionDues,
  invoices: invoiceDues,
  refunds: refundDues,
  disputes: disputeDues,
  balanceSettings: payoutRunDues,
  payouts: payoutDues,
};

function sessionDues(row: SessionRow): readonly Due[] {
  return row.status === "open" ? [{ kind: "session-expires", id: row.id, at: row.expiresAt, clock: null }] : [];
}

function subscriptionDues(row: SubscriptionRow): readonly Due[] {
  if (row.status === "canceled" || row.status === "incomplete_expired") return [];
  const ends = Math.min(...row.items.map((item) => item.periodEnd), row.cancelAt ?? Infinity);
  const clock = row.testClock;
  const dues: Due[] = [];
  if (row.status !== "paused") dues.push({ kind: "subscription-turns", id: row.id, at: ends, clock });
  if (row.status === "trialing" && !row.trialWarned && row.trialEnd !== null) {
    dues.push({ kind: "trial-ends-soon", id: row.id, at: row.trialEnd - 3 * DAY, clock });
  }
  const resumesAt = row.pauseCollection?.resumesAt ?? null;
  if (resumesAt !== null) dues.push({ kind: "collection-resumes", id: row.id, at: resumesAt, clock });
  return dues;
}

function invoiceDues(row: InvoiceRow): readonly Due[] {
  const clock = row.testClock;
  if (row.status === "draft" && row.finalizesAt !== null) {
    return [{ kind: "invoice-finalizes", id: row.id, at: row.finalizesAt, clock }];
  }
  if (row.status === "open" && row.nextAttempt !== null) {
    return [{ kind: "invoice-retries", id: row.id, at: row.nextAttempt, clock }];
  }
  return [];
}

function refundDues(row: RefundRow): readonly Due[] {
  return row.settles === null ? [] : [{ kind: "refund-settles", id: row.id, at: row.settles.at, clock: null }];
}

function disputeDues(row: DisputeRow): readonly Due[] {
  const waits = row.status === "needs_response" || row.status === "warning_needs_response";
  return waits ? [{ kind: "dispute-lapses", id: row.id, at: row.dueBy, clock: null }] : [];
}

function payoutRunDues(row: BalanceSettingsRow): readonly Due[] {
  return row.interval === "manual"
    ? []
    : [{ kind: "payouts-run", id: row.id, at: startOfDay(row.lastRun) + DAY, clock: null }];
}

function payoutDues(row: PayoutRow): readonly Due[] {
  const underway = row.status === "pending" || row.status === "in_transit";
  return underway ? [{ kind: "payout-arrives", id: row.id, at: row.arrivalDate, clock: null }] : [];
}

export function startOfDay(seconds: number): number {
  return Math.floor(seconds / DAY) * DAY;
}
