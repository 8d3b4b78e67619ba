import { tables, withoutTenant } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { compareMovements } from "./compare-movements.ts";
import { compareSubjects } from "./compare-subjects.ts";
import type { MoneyDeps } from "./payments-deps.ts";

/** Something that processor and ledger did not agree about, and whether they do now. */
export type Finding = {
  readonly what: "movement" | "not-read" | "unexplained" | "without-movement";
  readonly subject: string;
  readonly currency: string | null;
  readonly processorMinor: number | null;
  readonly ledgerMinor: number | null;
  readonly healed: boolean;
};

export type Reconciliation = {
  readonly runId: string;
  readonly looked: number;
  readonly differences: number;
  readonly healed: number;
  readonly findings: readonly Finding[];
};

export type ReconcileSpan = {
  /** Ms since 1970; what the processor did from then on, up to `to`, is compared. */
  readonly from: number;
  readonly to: number;
  /** Parts of the span that are read at a time, and differences that are. */
  readonly lanes?: number;
};

/** What a comparison is made with. */
export type Comparison = {
  readonly from: number;
  readonly to: number;
  readonly lanes: number;
  /** The span in parts, for as many lanes. */
  readonly parts: readonly { readonly from: number; readonly to: number }[];
  readonly startedAt: Date;
};

/** What a comparison looked at and found. */
export type Compared = { readonly looked: number; readonly findings: readonly Finding[] };

// What is written into the report; the counts are of all.
const mostFindings = 1_000;

/**
 * Compares every movement of the platform's balance with the ledger's account of it, and every payment, dispute, checkout and subscription
 * with the rows of this hub; whatever differs is read again and booked. Events that never came are found here. What no order explains is
 * booked as such, so the ledger's balance is the processor's.
 */
export async function reconcile(deps: MoneyDeps, { from, to, lanes = 4 }: ReconcileSpan): Promise<Reconciliation> {
  const startedAt = deps.now();
  const runId = await begin(deps, startedAt, { from, to });
  const step = Math.max(1, Math.ceil((to - from) / lanes));
  const parts = Array.from({ length: lanes }, (_, index) => ({
    from: from + index * step,
    to: Math.min(to, from + (index + 1) * step),
  })).filter((part) => part.from < part.to);
  try {
    const comparison = { from, to, lanes, parts, startedAt };
    // Money first: what it leads to is read on the way, and is right when its turn comes.
    const movements = await compareMovements(deps, comparison);
    const subjects = await compareSubjects(deps, comparison);
    const findings = [...movements.findings, ...subjects.findings];
    return await end(deps, runId, movements.looked + subjects.looked, findings);
  } catch (error) {
    await fail(deps, runId, error);
    throw error;
  }
}

async function begin(deps: MoneyDeps, startedAt: Date, span: { from: number; to: number }): Promise<string> {
  const row = { startedAt, fromAt: new Date(span.from), toAt: new Date(span.to) };
  const [run] = await withoutTenant(deps.db, (tx) =>
    tx.insert(tables.reconcileRuns).values(row).returning({ id: tables.reconcileRuns.id }),
  );
  if (run === undefined) throw new TypeError("A run that was added has an id.");
  return run.id;
}

async function end(
  deps: MoneyDeps,
  runId: string,
  looked: number,
  findings: readonly Finding[],
): Promise<Reconciliation> {
  const differences = findings.length;
  const healed = findings.filter((finding) => finding.healed).length;
  const row = { endedAt: deps.now(), looked, differences, healed, findings: findings.slice(0, mostFindings) };
  await withoutTenant(deps.db, (tx) =>
    tx.update(tables.reconcileRuns).set(row).where(eq(tables.reconcileRuns.id, runId)),
  );
  return { runId, looked, differences, healed, findings };
}

async function fail(deps: MoneyDeps, runId: string, error: unknown): Promise<void> {
  const failure = error instanceof Error ? error.message : String(error);
  await withoutTenant(deps.db, (tx) =>
    tx
      .update(tables.reconcileRuns)
      .set({ endedAt: deps.now(), failure: failure.slice(0, 500) })
      .where(eq(tables.reconcileRuns.id, runId)),
  );
}
