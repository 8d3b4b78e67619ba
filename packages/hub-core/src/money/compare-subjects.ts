import { withoutTenant } from "@fleet-persona/db";
import type { Page } from "@fleet-persona/payments";
import { sql } from "drizzle-orm";
import { converge } from "./converge.ts";
import { forEachAtOnce } from "./for-each-at-once.ts";
import { orUnhealed } from "./or-unhealed.ts";
import type { MoneyDeps } from "./payments-deps.ts";
import { standingOf } from "./payment-standing.ts";
import type { Compared, Comparison, Finding } from "./reconcile.ts";

const listed = ["checkout", "subscription", "payment", "dispute"] as const;
type Listed = (typeof listed)[number];
type Kind = Exclude<Listed, "dispute">;
type Known = { readonly kind: Kind; readonly id: string };

/** Compares what was begun at the processor with the rows here, and reads again what is missing or may have changed unheard. */
export async function compareSubjects(deps: MoneyDeps, { parts, lanes }: Comparison): Promise<Compared> {
  const findings: Finding[] = [];
  const read = new Set<string>();
  let looked = 0;
  const readAgain = async ({ kind, id }: Known): Promise<void> => {
    if (read.has(`${kind}:${id}`)) return;
    read.add(`${kind}:${id}`);
    const money = { currency: null, processorMinor: null, ledgerMinor: null };
    const finding: Finding = { what: "not-read", subject: `${kind}:${id}`, ...money, healed: true };
    const reading = async (): Promise<readonly Finding[]> => {
      const before = await standingOf(deps, kind, id);
      await converge(deps, { kind, id });
      return before === (await standingOf(deps, kind, id)) ? [] : [finding];
    };
    findings.push(...(await orUnhealed(reading, finding)));
  };
  await forEachAtOnce(parts, lanes, async (part) => {
    for (const kind of listed) {
      for (let cursor: string | null = null; ;) {
        const page: Page<string> = await deps.payments.gateway.listSubjects(kind, { ...part, cursor });
        looked += page.items.length;
        for (const id of await unread(deps, kind, page.items))
          await readAgain({ kind: kind === "dispute" ? "payment" : kind, id });
        if (page.next === null) break;
        cursor = page.next;
      }
    }
  });
  await forEachAtOnce(await unsettled(deps), lanes, readAgain);
  return { looked, findings };
}

// Those whose rows are missing here. What was booked as unexplained has been read, and is somebody else's.
async function unread(deps: MoneyDeps, kind: Listed, ids: readonly string[]): Promise<readonly string[]> {
  if (ids.length === 0) return [];
  const list = sql`unnest(${sql.param([...ids])}::text[]) as given (id)`;
  const query = {
    payment: sql`select given.id from ${list}
      where not exists (select from payments p where p.payment_id = given.id)
        and not exists (select from ledger_entries e where e.payment_id = given.id and e.kind = 'unexplained')`,
    dispute: sql`select distinct given.id from ${list} join payments p on p.payment_id = given.id
      where not exists (select from disputes d where d.payment_id = given.id)`,
    checkout: sql`select given.id from ${list} join orders o on o.checkout_id = given.id where o.status = 'open'`,
    subscription: sql`select given.id from ${list}
      where not exists (select from subscriptions s where s.subscription_id = given.id)`,
  }[kind];
  const rows = await withoutTenant(deps.db, (tx) => tx.execute<{ id: string }>(query));
  return rows.map(({ id }) => id);
}

// However long ago they began: what is under way changes without moving money, and what renews can have been renewed, changed or ended.
async function unsettled(deps: MoneyDeps): Promise<readonly Known[]> {
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ kind: Kind; id: string }>(sql`
      select 'payment' as kind, payment_id as id from payments where status = 'pending'
      union select 'payment', payment_id from disputes where settled_at is null
      union select 'payment', payment_id from refunds where status = 'pending'
      union select 'subscription', subscription_id from subscriptions
        where ended_at is null`),
  );
  return rows.map(({ kind, id }) => ({ kind, id }));
}
