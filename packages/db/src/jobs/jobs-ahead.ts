import { sql } from "drizzle-orm";
import type { Tx } from "../connection/connect.ts";

/** How many jobs of a queue wait to be taken before this one, and how many are being done; 0 ahead once it was taken. */
export async function jobsAhead(
  tx: Tx,
  queue: string,
  id: string,
): Promise<{ readonly waiting: number; readonly active: number }> {
  const [row] = await tx.execute<{ waiting: number; active: number }>(sql`
    select count(*) filter (where j.state in ('created', 'retry') and me.state in ('created', 'retry')
        and (j.priority > me.priority or (j.priority = me.priority and (j.created_on, j.id) < (me.created_on, me.id))))::integer as waiting,
      count(*) filter (where j.state = 'active')::integer as active
    from pgboss.job j
    left join pgboss.job me on me.name = ${queue} and me.id = ${id}::uuid
    where j.name = ${queue} and j.state < 'completed'`);
  return { waiting: row?.waiting ?? 0, active: row?.active ?? 0 };
}
