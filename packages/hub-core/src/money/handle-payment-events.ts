import { withoutTenant } from "@fleet-persona/db";
import { PaymentError } from "@fleet-persona/payments";
import type { PaymentSubject } from "@fleet-persona/payments";
import { sql } from "drizzle-orm";
import { converge } from "./converge.ts";
import type { MoneyDeps } from "./payments-deps.ts";

/** Subjects that this worker reads now, with the events that asked for it. */
export type ClaimedSubject = {
  readonly subject: PaymentSubject;
  readonly eventIds: readonly string[];
  readonly attempts: number;
};

// A worker that died gives what it claimed back when this is over.
const claimSeconds = 60;
const longestWaitSeconds = 3_600;

/** Claims subjects whose events wait, oldest first: every event of a subject at once, since one reading answers them all. */
export async function claimSubjects(deps: MoneyDeps, most: number): Promise<readonly ClaimedSubject[]> {
  const now = deps.now().toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ event_id: string; subject_kind: PaymentSubject["kind"]; subject_id: string; attempts: number }>(sql`
      with first as (
        select subject_kind, subject_id from payment_events
        where handled_at is null and due_at <= ${now}::timestamptz
        order by due_at limit ${most} for update skip locked
      ), named as (select distinct subject_kind, subject_id from first)
      update payment_events e
        set due_at = ${now}::timestamptz + make_interval(secs => ${claimSeconds}), attempts = e.attempts + 1
      from named n
      where e.handled_at is null and e.due_at <= ${now}::timestamptz
        and e.subject_kind = n.subject_kind and e.subject_id = n.subject_id
      returning e.event_id, e.subject_kind, e.subject_id, e.attempts`),
  );
  const claimed = new Map<string, { subject: PaymentSubject; eventIds: string[]; attempts: number }>();
  for (const { event_id: id, subject_kind: kind, subject_id: subjectId, attempts } of rows) {
    const of = claimed.get(`${kind}:${subjectId}`) ?? { subject: { kind, id: subjectId }, eventIds: [], attempts: 0 };
    of.eventIds.push(id);
    of.attempts = Math.max(of.attempts, attempts);
    claimed.set(`${kind}:${subjectId}`, of);
  }
  return [...claimed.values()];
}

/** Brings one claimed subject up to date and marks its events; one that fails comes again, later each time. Rejects only without a database. */
export async function handleSubject(
  deps: MoneyDeps,
  { subject, eventIds, attempts }: ClaimedSubject,
): Promise<boolean> {
  const ids = sql`${sql.param([...eventIds])}::text[]`;
  try {
    await converge(deps, subject);
    await withoutTenant(deps.db, (tx) =>
      tx.execute(sql`update payment_events set handled_at = ${deps.now().toISOString()}::timestamptz, problem = null
        where event_id = any (${ids})`),
    );
    return true;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    const problem = error instanceof PaymentError ? `${error.code}: ${said}` : said;
    const waitS = Math.min(longestWaitSeconds, 2 ** Math.min(attempts, 12));
    await withoutTenant(deps.db, (tx) =>
      tx.execute(sql`update payment_events set problem = ${problem.slice(0, 500)},
        due_at = ${deps.now().toISOString()}::timestamptz + make_interval(secs => ${waitS}) where event_id = any (${ids})`),
    );
    return false;
  }
}

const keptDays = 90;

/** Forgets events that were handled long ago: what they led to is in the ledger. */
export async function forgetPaymentEvents(deps: MoneyDeps): Promise<void> {
  await withoutTenant(deps.db, (tx) =>
    tx.execute(sql`delete from payment_events
      where handled_at < ${deps.now().toISOString()}::timestamptz - make_interval(days => ${keptDays})`),
  );
}
