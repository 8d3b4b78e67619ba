import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";

const spanSchema = z.strictObject({ from: z.int().min(0), to: z.int().min(0), after: z.int().min(0).default(0) });
const atOnce = 5_000;

/** Lines of CSV (RFC 4180), and the entry after which the next ones begin; null when there are no more. */
export type CsvPart = { readonly csv: string; readonly after: number | null };

const columns = "entry,happened,booked,kind,source,revision,payment,account,debit_minor,credit_minor,currency";

/** A seller's own postings of a span, in parts; the first begins with the names of the columns. */
export const exportSellerLedger = defineQuery({
  name: "exportSellerLedger",
  scope: "viewer",
  input: spanSchema,
  run: ({ tx, actor }, span): Promise<CsvPart> =>
    readCsv(tx, span, sql`p.account = 'seller' and p.tenant_id = ${actor.tenantId}::uuid`),
});

/** Every posting of a span, in parts, for the platform's accountant. */
export const exportPlatformLedger = defineQuery({
  name: "exportPlatformLedger",
  scope: "moderator",
  input: spanSchema,
  run: ({ tx }, span): Promise<CsvPart> => readCsv(tx, span, sql`true`),
});

type Row = {
  id: string;
  at: string | Date;
  booked_at: string | Date;
  kind: string;
  source: string;
  revision: number;
  payment_id: string | null;
  account: string;
  amount_minor: string;
  currency: string;
};

async function readCsv(tx: Tx, { from, to, after }: z.output<typeof spanSchema>, which: SQL): Promise<CsvPart> {
  const rows = await tx.execute<Row>(sql`
    with part as (
      select e.* from ledger_entries e where e.id > ${after}
        and e.at >= ${new Date(from).toISOString()}::timestamptz and e.at < ${new Date(to).toISOString()}::timestamptz
      order by e.id limit ${atOnce}
    )
    select e.id::text, e.at, e.booked_at, e.kind, e.source, e.revision, e.payment_id, p.account, p.amount_minor::text, p.currency
    from part e join ledger_postings p on p.entry_id = e.id where ${which} order by e.id, p.line`);
  const [last] = await tx.execute<{ id: string | null; entries: number }>(sql`
    select max(id)::text as id, count(*)::integer as entries from (
      select e.id from ledger_entries e where e.id > ${after}
        and e.at >= ${new Date(from).toISOString()}::timestamptz and e.at < ${new Date(to).toISOString()}::timestamptz
      order by e.id limit ${atOnce}) part`);
  const lines = rows.map((row) => {
    const amount = Number(row.amount_minor);
    const [debit, credit] = amount > 0 ? [amount, 0] : [0, -amount];
    const [at, booked] = [new Date(row.at).toISOString(), new Date(row.booked_at).toISOString()];
    const { id, kind, source, revision, payment_id: payment, account, currency } = row;
    return [id, at, booked, kind, source, revision, payment ?? "", account, debit, credit, currency]
      .map(cell)
      .join(",");
  });
  const csv = [...(after === 0 ? [columns] : []), ...lines].map((line) => `${line}\r\n`).join("");
  return { csv, after: last?.entries === atOnce ? Number(last.id) : null };
}

// A cell that a spreadsheet would take for a formula is text.
function cell(value: string | number): string {
  const text = String(value);
  const safe = /^[=+\-@\t]/.test(text) && typeof value === "string" ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
