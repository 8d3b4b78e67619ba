import type { Tx } from "@fleet-persona/db";
import type { SellerHolding } from "@fleet-persona/money";
import { sql } from "drizzle-orm";

/** What the ledger holds for a seller of each payment that is not settled, by currency. */
export async function readHoldings(
  tx: Tx,
  sellerTenantId: string,
  now: Date,
): Promise<ReadonlyMap<string, readonly SellerHolding[]>> {
  const rows = await tx.execute<{
    payment_id: string;
    currency: string;
    owed: string;
    at: string;
    matures_at: string;
    held: boolean;
  }>(sql`
    select h.payment_id, h.currency, h.owed::text as owed, p.paid_at::text as at, p.matures_at::text as matures_at,
      exists (select from disputes d where d.payment_id = h.payment_id and d.status in ('needs-response', 'under-review'))
        or exists (select from refund_requests r where r.payment_id = h.payment_id and r.status in ('asked', 'granted')) as held
    from (
      select payment_id, currency, -sum(amount_minor) as owed from ledger_postings
      where account = 'seller' and tenant_id = ${sellerTenantId}::uuid group by payment_id, currency having sum(amount_minor) <> 0
    ) h join payments p on p.payment_id = h.payment_id
    order by p.paid_at, p.payment_id`);
  const all = new Map<string, SellerHolding[]>();
  for (const row of rows) {
    const matured = new Date(row.matures_at) <= now;
    const of = all.get(row.currency) ?? [];
    of.push({
      paymentId: row.payment_id,
      at: new Date(row.at).getTime(),
      amountMinor: Number(row.owed),
      matured,
      held: row.held,
    });
    all.set(row.currency, of);
  }
  return all;
}
