import { withoutTenant } from "@fleet-persona/db";
import type { PaymentSubject } from "@fleet-persona/payments";
import { sql } from "drizzle-orm";
import type { MoneyDeps } from "./payments-deps.ts";

/** How something stands here, as text to compare before and after it is read again; null where it is not known. */
export async function standingOf(
  deps: MoneyDeps,
  kind: Exclude<PaymentSubject["kind"], "seller">,
  id: string | null,
): Promise<string | null> {
  if (id === null) return null;
  const query = {
    payment: sql`select jsonb_build_array(p.status, p.refunded_minor,
        (select jsonb_object_agg(r.refund_id, r.status) from refunds r where r.payment_id = p.payment_id),
        (select jsonb_object_agg(d.dispute_id, d.status) from disputes d where d.payment_id = p.payment_id),
        (select jsonb_object_agg(t.transfer_id, t.reversed_minor) from transfers t where t.payment_id = p.payment_id))::text as standing
      from payments p where p.payment_id = ${id}`,
    checkout: sql`select jsonb_build_array(o.status, o.checkout_failure, o.subscription_id)::text as standing
      from orders o where o.checkout_id = ${id}`,
    subscription: sql`select (to_jsonb(s) - 'read_at')::text as standing from subscriptions s where s.subscription_id = ${id}`,
  }[kind];
  const [row] = await withoutTenant(deps.db, (tx) => tx.execute<{ standing: string }>(query));
  return row?.standing ?? null;
}
