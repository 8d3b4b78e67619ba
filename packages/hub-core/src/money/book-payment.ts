import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { bookingsOf, difference } from "@fleet-persona/money";
import type { Booking, Moved, PaymentFacts, Posting } from "@fleet-persona/money";
import type { Movement, PaymentState } from "@fleet-persona/payments";
import { eq, inArray, sql } from "drizzle-orm";
import type { MoneyDeps } from "./payments-deps.ts";

type Order = Pick<typeof tables.orders.$inferSelect, "sellerTenantId" | "basisPoints">;

/** Books what the ledger does not hold yet of a payment; resolves to the number of entries. The caller holds the payment's lock. */
export async function bookPayment(deps: MoneyDeps, tx: Tx, order: Order, state: PaymentState): Promise<number> {
  const wanted = [...bookingsOf(factsOf(order, state)), ...movementsOf(state).map(explained)];
  const held = await readHeld(
    tx,
    wanted.map(({ source }) => source),
  );
  let booked = 0;
  for (const booking of wanted) {
    const before = held.get(booking.source) ?? { revision: 0, postings: [] };
    const postings = difference(booking.postings, before.postings);
    if (postings.length === 0) continue;
    const entry = { ...booking, postings, revision: before.revision + 1 };
    await addEntry(tx, entry, { sellerTenantId: order.sellerTenantId, paymentId: state.paymentId, now: deps.now() });
    booked += 1;
  }
  return booked;
}

/** Every change of the balance that a payment and what became of it explain. */
export function movementsOf({ movement, refunds, disputes, transfers }: PaymentState): readonly Movement[] {
  return [
    movement,
    ...[...refunds, ...disputes].flatMap(({ movements }) => movements),
    ...transfers.flatMap((transfer) => [transfer.movement, ...transfer.reversals.map((each) => each.movement)]),
  ].filter((each) => each !== null);
}

// What was booked as money that nobody could explain is taken back once its payment is known.
function explained({ id, at }: Movement): Booking {
  return { source: unexplainedSource(id), kind: "unexplained", at, postings: [] };
}

/** What a movement is booked under that belongs to nothing of ours. */
export function unexplainedSource(movementId: string): string {
  return `movement:${movementId}`;
}

function factsOf({ basisPoints }: Order, state: PaymentState): PaymentFacts {
  const { paymentId, paidAt, amountMinor, taxMinor, movement, status } = state;
  return {
    paymentId,
    at: paidAt,
    amountMinor,
    taxMinor,
    basisPoints,
    movement: status === "succeeded" ? movedOf(movement) : null,
    refunds: state.refunds.map(({ refundId: id, createdAt: at, movements }) => ({ id, at, movements })),
    disputes: state.disputes.map(({ disputeId: id, createdAt: at, movements, status: stands }) => ({
      id,
      at,
      movements,
      outcome: stands === "won" || stands === "lost" ? stands : "open",
    })),
    transfers: state.transfers.map(({ transferId: id, createdAt: at, movement: moved, reversals }) => ({
      id,
      at,
      movement: movedOf(moved),
      reversals: reversals.map((reversal) => ({
        id: reversal.reversalId,
        at: reversal.createdAt,
        movement: movedOf(reversal.movement),
      })),
    })),
  };
}

function movedOf(movement: Movement | null): Moved | null {
  if (movement === null) return null;
  const { amountMinor, feeMinor, currency } = movement;
  return { amountMinor, feeMinor, currency };
}

type Held = { readonly revision: number; readonly postings: readonly Posting[] };

async function readHeld(tx: Tx, sources: readonly string[]): Promise<ReadonlyMap<string, Held>> {
  if (sources.length === 0) return new Map();
  const { ledgerEntries: entries, ledgerPostings: postings } = tables;
  const rows = await tx
    .select({
      source: entries.source,
      revision: entries.revision,
      account: postings.account,
      currency: postings.currency,
      amountMinor: postings.amountMinor,
    })
    .from(entries)
    .innerJoin(postings, eq(postings.entryId, entries.id))
    .where(inArray(entries.source, [...sources]));
  const held = new Map<string, { revision: number; postings: Posting[] }>();
  for (const { source, revision, account, currency, amountMinor } of rows) {
    const of = held.get(source) ?? { revision: 0, postings: [] };
    of.revision = Math.max(of.revision, revision);
    of.postings.push({ account: account as Posting["account"], currency, amountMinor });
    held.set(source, of);
  }
  return held;
}

type Entry = Booking & { readonly revision: number };
type Owner = { readonly sellerTenantId: string | null; readonly paymentId: string | null; readonly now: Date };

/** Adds one entry; the database refuses one that does not balance, and a second one of the same revision. */
export async function addEntry(tx: Tx, entry: Entry, { sellerTenantId, paymentId, now }: Owner): Promise<void> {
  const { ledgerEntries, ledgerPostings } = tables;
  const { source, revision, kind, at, postings } = entry;
  const [row] = await tx
    .insert(ledgerEntries)
    .values({ tenantId: sellerTenantId, source, revision, kind, paymentId, at: new Date(at), bookedAt: now })
    .returning({ id: ledgerEntries.id });
  if (row === undefined) throw new TypeError("An entry that was added has a number.");
  await tx.insert(ledgerPostings).values(
    postings.map(({ account, amountMinor, currency }, index) => ({
      entryId: row.id,
      line: index + 1,
      account,
      tenantId: account === "seller" ? sellerTenantId : null,
      paymentId,
      amountMinor,
      currency,
    })),
  );
}

/** What the ledger holds for each account and currency of some sources, for whoever compares. */
export async function processorSums(tx: Tx, sources: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (sources.length === 0) return new Map();
  const rows = await tx.execute<{ source: string; currency: string; total: string }>(sql`
    select e.source, p.currency, sum(p.amount_minor)::text as total
    from ledger_entries e join ledger_postings p on p.entry_id = e.id
    where p.account = 'processor' and e.source = any (${sql.param([...sources])}::text[])
    group by e.source, p.currency`);
  return new Map(rows.map(({ source, currency, total }) => [`${source} ${currency}`, Number(total)]));
}
