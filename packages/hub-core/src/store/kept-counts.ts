import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { TermCount } from "./term-counts.ts";

/** Counts over the whole store, which are kept rather than counted; `all` is how many listings there are. */
export async function readKeptCounts(tx: Tx): Promise<readonly TermCount[]> {
  const rows = await tx.execute<TermCount>(sql`
    select t.kind, t.value, (t.listings + coalesce(c.delta, 0))::integer as count
    from store_terms t
    left join (select term_id, sum(delta) as delta from store_term_changes group by term_id) c on c.term_id = t.id
    where t.kind = any('{all,signals,attributes,targets,licences,prices,grades,verified}')
      and t.listings + coalesce(c.delta, 0) > 0`);
  return [...rows];
}
