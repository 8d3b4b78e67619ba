import { withoutTenant } from "@fleet-persona/db";
import type { Movement, Page } from "@fleet-persona/payments";
import { sql } from "drizzle-orm";
import { addEntry, processorSums, unexplainedSource } from "./book-payment.ts";
import { converge, underLock } from "./converge.ts";
import { forEachAtOnce } from "./for-each-at-once.ts";
import { orUnhealed } from "./or-unhealed.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { standingOf } from "./payment-standing.ts";
import type { Compared, Comparison, Finding } from "./reconcile.ts";

// All that moved the balance for one thing: a refund that failed and a dispute that was won have two movements, days apart.
type Moved = { readonly source: string; readonly currency: string; netMinor: number; readonly movements: Movement[] };

/** Compares what moved the platform's balance with what the ledger holds of it, both ways, and heals what differs. */
export async function compareMovements(deps: MoneyDeps, comparison: Comparison): Promise<Compared> {
  const { lanes } = comparison;
  const moved = new Map<string, Moved>();
  let looked = 0;
  await forEachAtOnce(comparison.parts, lanes, async (part) => {
    const read = await readMovements(deps, part, moved);
    looked += read;
  });
  const findings: Finding[] = [];
  await forEachAtOnce(await different(deps, [...moved.values()]), lanes, async (each) => {
    findings.push(...(await orUnhealed(() => heal(deps, each), findingOf("movement", each, false))));
  });
  findings.push(...(await withoutMovement(deps, comparison, moved)));
  return { looked, findings };
}

async function readMovements(
  deps: MoneyDeps,
  part: { readonly from: number; readonly to: number },
  moved: Map<string, Moved>,
): Promise<number> {
  let looked = 0;
  for (let cursor: string | null = null; ;) {
    const page: Page<Movement> = await deps.payments.gateway.listMovements({ ...part, cursor });
    for (const movement of page.items) {
      const { currency, netMinor } = movement;
      const source = ledgerSource(movement);
      const of = moved.get(`${source} ${currency}`) ?? { source, currency, netMinor: 0, movements: [] };
      of.netMinor += netMinor;
      of.movements.push(movement);
      moved.set(`${source} ${currency}`, of);
    }
    looked += page.items.length;
    if (page.next === null) return looked;
    cursor = page.next;
  }
}

const sourceOf: Partial<Record<Movement["kind"], string>> = {
  charge: "payment",
  refund: "refund",
  "refund-failure": "refund",
  dispute: "dispute",
  "dispute-reversal": "dispute",
  transfer: "transfer",
  "transfer-reversal": "reversal",
};

function ledgerSource({ id, kind, sourceId }: Movement): string {
  const prefix = sourceOf[kind];
  return prefix === undefined || sourceId === null ? unexplainedSource(id) : `${prefix}:${sourceId}`;
}

type Different = Moved & { readonly ledgerMinor: number };

const atOnce = 2_000;

// Suspects: a source whose other movement lies outside the span looks wrong too, and is found right when its payment is read.
async function different(deps: MoneyDeps, all: readonly Moved[]): Promise<readonly Different[]> {
  const off: Different[] = [];
  for (let from = 0; from < all.length; from += atOnce) {
    const some = all.slice(from, from + atOnce);
    const held = await heldOf(deps, some);
    for (const moved of some) {
      const { booked, ledgerMinor } = held(moved);
      if (!booked || ledgerMinor !== moved.netMinor) off.push({ ...moved, ledgerMinor });
    }
  }
  return off;
}

type Held = { readonly booked: boolean; readonly ledgerMinor: number };

// What is booked under the source's own name, and of its movements as money that nobody explained.
async function heldOf(deps: MoneyDeps, all: readonly Moved[]): Promise<(moved: Moved) => Held> {
  const namesOf = ({ source, movements }: Moved): readonly string[] => [
    ...new Set([source, ...movements.map(({ id }) => unexplainedSource(id))]),
  ];
  const sums = await withoutTenant(deps.db, (tx) => processorSums(tx, [...new Set(all.flatMap(namesOf))]));
  return (moved) => {
    const found = namesOf(moved).flatMap((name) => sums.get(`${name} ${moved.currency}`) ?? []);
    return { booked: found.length > 0, ledgerMinor: found.reduce((sum, each) => sum + each, 0) };
  };
}

async function heal(deps: MoneyDeps, moved: Different): Promise<readonly Finding[]> {
  const { ledgerMinor, movements } = moved;
  const paymentId = await paymentOf(deps, movements);
  const before = await standingOf(deps, "payment", paymentId);
  const known = paymentId === null ? [] : ((await converge(deps, { kind: "payment", id: paymentId })).movements ?? []);
  let unexplained = 0;
  for (const movement of movements)
    if (!known.includes(movement.id) && (await bookUnexplained(deps, movement, paymentId))) unexplained += 1;
  if (unexplained > 0) return [findingOf("unexplained", moved, true)];
  const after = (await heldOf(deps, [moved]))(moved).ledgerMinor;
  // Read again and all the same: the rest of it lies outside the span.
  if (after === ledgerMinor && before === (await standingOf(deps, "payment", paymentId))) return [];
  return [findingOf("movement", moved, true)];
}

function findingOf(
  what: Finding["what"],
  { source: subject, currency, netMinor: processorMinor, ledgerMinor }: Different,
  healed: boolean,
): Finding {
  return { what, subject, currency, processorMinor, ledgerMinor, healed };
}

async function paymentOf(deps: MoneyDeps, [movement]: readonly Movement[]): Promise<string | null> {
  if (movement === undefined || sourceOf[movement.kind] === undefined) return null;
  if (movement.kind === "charge") return movement.sourceId;
  return (await deps.payments.gateway.getMovement(movement.id)).paymentId;
}

// Resolves to whether it had to be: what was booked before stays as it is.
function bookUnexplained(
  deps: MoneyDeps,
  { id, at, netMinor, currency }: Movement,
  paymentId: string | null,
): Promise<boolean> {
  const source = unexplainedSource(id);
  return underLock(deps, source, async (tx) => {
    if (netMinor === 0 || (await processorSums(tx, [source])).size > 0) return false;
    const postings = [
      { account: "processor" as const, amountMinor: netMinor, currency },
      { account: "unexplained" as const, amountMinor: -netMinor, currency },
    ];
    const owner = { sellerTenantId: null, paymentId, now: deps.now() };
    await addEntry(tx, { source, kind: "unexplained", at, revision: 1, postings }, owner);
    return true;
  });
}

const dayMs = 86_400_000;

// At the span's edges what is booked and what moved may lie on two sides.
async function withoutMovement(
  deps: MoneyDeps,
  { from, to, startedAt }: Comparison,
  moved: ReadonlyMap<string, Moved>,
): Promise<readonly Finding[]> {
  const seen = new Set(moved.keys());
  for (const { currency, movements } of moved.values())
    for (const { id } of movements) seen.add(`${unexplainedSource(id)} ${currency}`);
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ source: string; currency: string; total: string }>(sql`
      select e.source, p.currency, sum(p.amount_minor)::text as total
      from ledger_entries e join ledger_postings p on p.entry_id = e.id
      where p.account = 'processor' and e.booked_at < ${startedAt.toISOString()}::timestamptz
        and e.at >= ${new Date(from + dayMs).toISOString()}::timestamptz and e.at < ${new Date(to - dayMs).toISOString()}::timestamptz
      group by e.source, p.currency having sum(p.amount_minor) <> 0`),
  );
  return rows
    .filter(({ source, currency }) => !seen.has(`${source} ${currency}`))
    .map(({ source, currency, total }) => ({
      what: "without-movement",
      subject: source,
      currency,
      processorMinor: 0,
      ledgerMinor: Number(total),
      healed: false,
    }));
}
