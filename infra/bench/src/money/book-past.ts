import { bookingsOf, refundWindowMs } from "@fleet-persona/money";
import type { Booking, Moved } from "@fleet-persona/money";
import type { Sql } from "postgres";
import type { FakeUnderTest } from "./fake-under-test.ts";
import { idOf, pairOf } from "./market-ids.ts";
import type { Market } from "./market-ids.ts";
import { addRows } from "./seed-market.ts";

type Transaction = { readonly amount: number; readonly fee: number; readonly currency: string };
type Charge = {
  readonly id: string;
  readonly amount: number;
  readonly amount_refunded: number;
  readonly currency: string;
  readonly created: number;
  readonly metadata: Readonly<Record<string, string>>;
  readonly balance_transaction: Transaction;
};
type Refund = {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly created: number;
  readonly status: string;
  readonly balance_transaction: Transaction;
  readonly failure_balance_transaction?: Transaction | null;
};
type Dispute = {
  readonly id: string;
  readonly charge: string;
  readonly amount: number;
  readonly created: number;
  readonly reason: string;
  readonly status: string;
  readonly balance_transactions: readonly Transaction[];
};
type Transfer = {
  readonly id: string;
  readonly source_transaction: string;
  readonly amount: number;
  readonly created: number;
  readonly destination: string;
  readonly balance_transaction: Transaction;
};
type Session = { readonly id: string; readonly metadata: Readonly<Record<string, string>> };

/** What the processor's books hold of this market. */
export type Past = {
  readonly charges: readonly Charge[];
  readonly sessions: ReadonlyMap<string, string>;
  readonly refunds: ReadonlyMap<string, Refund>;
  readonly disputes: ReadonlyMap<string, Dispute>;
  readonly transfers: ReadonlyMap<string, Transfer>;
};

/** Reads it by its API, without this project's gateway. */
export async function readPast(fake: FakeUnderTest): Promise<Past> {
  const expand = "&expand[]=data.balance_transaction";
  const by = <Item>(items: readonly Item[], key: (item: Item) => string): ReadonlyMap<string, Item> =>
    new Map(items.map((item) => [key(item), item]));
  const sessions = await fake.all<Session>("/v1/checkout/sessions");
  return {
    charges: await fake.all<Charge>("/v1/charges", expand),
    sessions: new Map(sessions.map((each) => [each.metadata["order_id"] ?? "", each.id])),
    refunds: by(
      await fake.all<Refund>("/v1/refunds", `${expand}&expand[]=data.failure_balance_transaction`),
      ({ charge }) => charge,
    ),
    disputes: by(await fake.all<Dispute>("/v1/disputes"), ({ charge }) => charge),
    transfers: by(await fake.all<Transfer>("/v1/transfers", expand), (each) => each.source_transaction),
  };
}

const movedOf = ({ amount, fee, currency }: Transaction): Moved => ({
  amountMinor: amount,
  feeMinor: fee,
  currency: currency.toUpperCase(),
});
const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const basisPoints = 1_500;

/** Writes what the worker would have come to by now: orders, payments, what came of them, entitlements and the ledger. Order n is the nth charge. */
export async function bookPast(sql: Sql, past: Past, market: Market): Promise<void> {
  const rows: Record<string, Record<string, unknown>[]> = {};
  const add = (table: string, row: Record<string, unknown>): void => void (rows[table] ??= []).push(row);
  const ours = past.charges.filter(({ metadata }) => metadata["order_id"] !== undefined).toReversed();
  let entries = 0;
  for (const [place, charge] of ours.entries()) {
    const orderId = charge.metadata["order_id"] ?? "";
    const { buyer, listing, seller } = pairOf(place, market);
    const owner = { tenant_id: idOf("tenant", buyer), seller_tenant_id: idOf("tenant", seller) };
    const whose = { ...owner, listing_id: idOf("listing", listing), order_id: orderId };
    addOrder(add, { charge, whose, orderedBy: idOf("user", buyer), checkoutId: past.sessions.get(orderId) ?? null });
    addReturns(add, past, charge, owner);
    for (const booking of bookingsOf(factsOf(past, charge))) {
      if (booking.postings.length === 0) continue;
      entries += 1;
      addBooking(add, entries, booking, { paymentId: charge.id, seller: owner.seller_tenant_id });
    }
  }
  for (const [table, all] of Object.entries(rows)) await addRows(sql, table, all);
  await sql`select setval(pg_get_serial_sequence('ledger_entries', 'id'), ${entries})`;
  await sql.unsafe("analyze");
}

type Add = (table: string, row: Record<string, unknown>) => void;
type Owner = { readonly tenant_id: string; readonly seller_tenant_id: string };
type Whose = Owner & { readonly listing_id: string; readonly order_id: string };

function addOrder(
  add: Add,
  {
    charge,
    whose,
    orderedBy,
    checkoutId,
  }: { charge: Charge; whose: Whose; orderedBy: string; checkoutId: string | null },
): void {
  const { order_id: id, ...theirs } = whose;
  const currency = charge.currency.toUpperCase();
  const back = charge.amount_refunded === charge.amount;
  const money = { amount_minor: charge.amount, currency };
  const at = iso(charge.created);
  const price = { price_kind: "one-off", unit_minor: charge.amount, quantity: 1, basis_points: basisPoints };
  const status = back ? "refunded" : "fulfilled";
  const order = { ...money, status, ordered_by: orderedBy, created_at: at, checkout_id: checkoutId, settled_at: at };
  add("orders", { id, ...theirs, ...price, ...order });
  const ends = back ? { ends_at: iso(charge.created + 15 * 86_400), ended_because: "refunded" } : {};
  const grant = { id, ...whose, granted_at: at, ends_at: null, ended_because: null };
  add("entitlements", { ...grant, ...ends });
  add("payments", {
    payment_id: charge.id,
    ...whose,
    status: "succeeded",
    ...money,
    tax_minor: 0,
    refunded_minor: charge.amount_refunded,
    paid_at: at,
    matures_at: new Date(charge.created * 1_000 + refundWindowMs).toISOString(),
    read_at: at,
  });
}

const disputeStatus: Readonly<Record<string, string>> = { needs_response: "needs-response", won: "won", lost: "lost" };

function addReturns(add: Add, { refunds, disputes, transfers }: Past, charge: Charge, owner: Owner): void {
  const common = { payment_id: charge.id, ...owner };
  const [refund, dispute, transfer] = [refunds, disputes, transfers].map((each) => each.get(charge.id)) as [
    Refund | undefined,
    Dispute | undefined,
    Transfer | undefined,
  ];
  if (refund !== undefined)
    add("refunds", {
      refund_id: refund.id,
      ...common,
      amount_minor: refund.amount,
      status: refund.status,
      created_at: iso(refund.created),
    });
  if (dispute !== undefined)
    add("disputes", {
      dispute_id: dispute.id,
      ...common,
      status: disputeStatus[dispute.status],
      reason: dispute.reason,
      amount_minor: dispute.amount,
      currency: charge.currency.toUpperCase(),
      created_at: iso(dispute.created),
      evidence_submitted: false,
      settled_at: dispute.status === "needs_response" ? null : iso(dispute.created),
    });
  if (transfer !== undefined)
    add("transfers", {
      transfer_id: transfer.id,
      tenant_id: owner.seller_tenant_id,
      payment_id: charge.id,
      account_id: transfer.destination,
      amount_minor: transfer.amount,
      reversed_minor: 0,
      currency: charge.currency.toUpperCase(),
      created_at: iso(transfer.created),
    });
}

function factsOf({ refunds, disputes, transfers }: Past, charge: Charge): Parameters<typeof bookingsOf>[0] {
  const [refund, dispute, transfer] = [refunds.get(charge.id), disputes.get(charge.id), transfers.get(charge.id)];
  const failed = refund?.failure_balance_transaction;
  return {
    paymentId: charge.id,
    at: charge.created * 1_000,
    amountMinor: charge.amount,
    taxMinor: 0,
    basisPoints,
    movement: movedOf(charge.balance_transaction),
    refunds:
      refund === undefined
        ? []
        : [
            {
              id: refund.id,
              at: refund.created * 1_000,
              movements: [refund.balance_transaction, ...(failed ? [failed] : [])].map(movedOf),
            },
          ],
    disputes:
      dispute === undefined
        ? []
        : [
            {
              id: dispute.id,
              at: dispute.created * 1_000,
              movements: dispute.balance_transactions.map(movedOf),
              outcome: dispute.status === "won" || dispute.status === "lost" ? dispute.status : "open",
            },
          ],
    transfers:
      transfer === undefined
        ? []
        : [
            {
              id: transfer.id,
              at: transfer.created * 1_000,
              movement: movedOf(transfer.balance_transaction),
              reversals: [],
            },
          ],
  };
}

function addBooking(
  add: Add,
  id: number,
  { source, kind, at, postings }: Booking,
  { paymentId, seller }: { readonly paymentId: string; readonly seller: string },
): void {
  const when = new Date(at).toISOString();
  const entry = { id, tenant_id: seller, source, revision: 1, kind, payment_id: paymentId, at: when, booked_at: when };
  add("ledger_entries", entry);
  for (const [index, { account, amountMinor, currency }] of postings.entries())
    add("ledger_postings", {
      entry_id: id,
      line: index + 1,
      account,
      tenant_id: account === "seller" ? seller : null,
      payment_id: paymentId,
      amount_minor: amountMinor,
      currency,
    });
}
