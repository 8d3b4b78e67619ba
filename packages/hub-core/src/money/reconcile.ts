import { tables, withoutTenant } from "@fleet-persona/db";
import type { BalanceMovement, PaymentSubject } from "@fleet-persona/payments";
import { eq, sql } from "drizzle-orm";
import { addEntry, processorSums } from "./book-payment.ts";
import { converge, underLock } from "./converge.ts";
import { forEachAtOnce } from "./for-each-at-once.ts";
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
  /** Parts of the span that are read at a time. */
  readonly lanes?: number;
};

// What is written into the report; the counts are of all.
const mostFindings = 1_000;

/**
 * Compares every movement of the platform's balance with the ledger's account of it, and every payment, checkout and subscription with the
 * rows of this hub; whatever differs is read again and booked. Events that never came are found here. What no order explains is booked as
 * such, so the ledger's balance is the processor's.
 */
export async function reconcile(deps: MoneyDeps, { from, to, lanes = 4 }: ReconcileSpan): Promise<Reconciliation> {
  const runId = await begin(deps, from, to);
  const findings: Finding[] = [];
  let looked = 0;
  try {
    const step = Math.ceil((to - from) / lanes);
    const parts = Array.from(
      { length: lanes },
      (_, index) => [from + index * step, Math.min(to, from + (index + 1) * step)] as const,
    );
    await forEachAtOnce(parts, lanes, async ([start, until]) => {
      for (const kind of ["checkout", "subscription", "payment"] as const)
        looked += await compareSubjects(deps, kind, { from: start, to: until }, findings);
      looked += await compareMovements(deps, { from: start, to: until }, findings);
    });
    return await end(deps, runId, looked, findings);
  } catch (error) {
    await fail(deps, runId, error);
    throw error;
  }
}

type Span = { readonly from: number; readonly to: number };

async function compareMovements(deps: MoneyDeps, span: Span, findings: Finding[]): Promise<number> {
  const { gateway } = deps.payments;
  let looked = 0;
  for (let cursor: string | null = null; ;) {
    const page: { items: readonly BalanceMovement[]; next: string | null } = await gateway.listMovements({
      ...span,
      cursor,
    });
    looked += page.items.length;
    const off = await different(deps, page.items);
    for (const movement of off) findings.push(await heal(deps, movement));
    if (page.next === null) return looked;
    cursor = page.next;
  }
}

const sourceOf: Partial<Record<BalanceMovement["kind"], string>> = {
  charge: "payment",
  refund: "refund",
  "refund-failure": "refund",
  dispute: "dispute",
  "dispute-reversal": "dispute",
  transfer: "transfer",
  "transfer-reversal": "reversal",
};

/** What a movement is booked under; one that belongs to nothing of ours is booked under its own name. */
function ledgerSource({ id, kind, sourceId }: BalanceMovement): string {
  const prefix = sourceOf[kind];
  return prefix === undefined || sourceId === null ? `movement:${id}` : `${prefix}:${sourceId}`;
}

// One source can have several movements (a refund that failed, a dispute that was won), on this page or another one: it is right when the
// ledger holds the sum of those that are seen here, or of all of them, which `heal` finds out by reading the source again.
async function different(deps: MoneyDeps, movements: readonly BalanceMovement[]): Promise<readonly BalanceMovement[]> {
  const sources = [...new Set(movements.flatMap((movement) => [ledgerSource(movement), `movement:${movement.id}`]))];
  const held = await withoutTenant(deps.db, (tx) => processorSums(tx, sources));
  const nets = new Map<string, number>();
  for (const movement of movements) {
    const name = `${ledgerSource(movement)} ${movement.currency}`;
    nets.set(name, (nets.get(name) ?? 0) + movement.netMinor);
  }
  const seen = new Set<string>();
  return movements.filter((movement) => {
    const name = `${ledgerSource(movement)} ${movement.currency}`;
    if (seen.has(name) || held.get(name) === nets.get(name)) return false;
    if (held.get(`movement:${movement.id} ${movement.currency}`) === movement.netMinor) return false;
    seen.add(name);
    return true;
  });
}

async function heal(deps: MoneyDeps, movement: BalanceMovement): Promise<Finding> {
  const { currency, netMinor, paymentId } = movement;
  const name = `${ledgerSource(movement)} ${currency}`;
  const ledger = (): Promise<number> =>
    withoutTenant(deps.db, async (tx) => (await processorSums(tx, [ledgerSource(movement)])).get(name) ?? 0);
  const before = await ledger();
  const booked = paymentId === null ? 0 : (await converge(deps, { kind: "payment", id: paymentId })).booked;
  const after = await ledger();
  const base = {
    subject: `${ledgerSource(movement)} ${movement.id}`,
    currency,
    processorMinor: netMinor,
    ledgerMinor: before,
  };
  if (booked > 0) return { what: "movement", ...base, healed: true };
  // Read again and nothing to book: it had been right, over several pages.
  if (after !== 0) return { what: "movement", ...base, healed: true };
  await bookUnexplained(deps, movement);
  return { what: "unexplained", ...base, healed: true };
}

function bookUnexplained(deps: MoneyDeps, { id, at, netMinor, currency }: BalanceMovement): Promise<void> {
  return underLock(deps, `movement:${id}`, async (tx) => {
    const source = `movement:${id}`;
    if ((await processorSums(tx, [source])).size > 0 || netMinor === 0) return;
    const postings = [
      { account: "processor" as const, amountMinor: netMinor, currency },
      { account: "unexplained" as const, amountMinor: -netMinor, currency },
    ];
    const owner = { sellerTenantId: null, paymentId: null, now: deps.now() };
    await addEntry(tx, { source, kind: "unexplained", at, revision: 1, postings }, owner);
  });
}

async function compareSubjects(
  deps: MoneyDeps,
  kind: "checkout" | "payment" | "subscription",
  span: Span,
  findings: Finding[],
): Promise<number> {
  let looked = 0;
  for (let cursor: string | null = null; ;) {
    const page: { items: readonly string[]; next: string | null } = await deps.payments.gateway.listSubjects(kind, {
      ...span,
      cursor,
    });
    looked += page.items.length;
    for (const id of await unread(deps, kind, page.items)) {
      const subject: PaymentSubject = { kind, id };
      await converge(deps, subject);
      // One that no order of this hub names stays unread, and is nothing to heal.
      const still = await unread(deps, kind, [id]);
      if (still.length === 0)
        findings.push({
          what: "not-read",
          subject: `${kind}:${id}`,
          currency: null,
          processorMinor: null,
          ledgerMinor: null,
          healed: true,
        });
    }
    if (page.next === null) return looked;
    cursor = page.next;
  }
}

// Those whose rows are missing here, or can still change without our being told.
async function unread(
  deps: MoneyDeps,
  kind: "checkout" | "payment" | "subscription",
  ids: readonly string[],
): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const list = sql`unnest(${sql.param([...ids])}::text[]) as given (id)`;
  const query = {
    payment: sql`select given.id from ${list} where not exists (
      select from payments p where p.payment_id = given.id and p.status <> 'pending')`,
    checkout: sql`select given.id from ${list} join orders o on o.checkout_id = given.id where o.status = 'open'`,
    subscription: sql`select given.id from ${list} where not exists (
      select from subscriptions s where s.subscription_id = given.id and (s.ended_at is not null or s.read_at > ${deps.now().toISOString()}::timestamptz - interval '12 hours'))`,
  }[kind];
  const rows = await withoutTenant(deps.db, (tx) => tx.execute<{ id: string }>(query));
  return rows.map(({ id }) => id);
}

async function begin(deps: MoneyDeps, from: number, to: number): Promise<string> {
  const row = { startedAt: deps.now(), fromAt: new Date(from), toAt: new Date(to) };
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
