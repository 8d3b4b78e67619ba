import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SearchInput } from "./search-input.ts";
import { chosenOf } from "./search-terms.ts";
import { FACETS } from "./store-page.ts";
import type { FacetCount, FacetName, Facets } from "./store-page.ts";

/** A facet's value and how many listings have it. */
export type TermCount = { readonly kind: string; readonly value: string; readonly count: number };

// Beyond these nobody reads on; what is chosen is always among them.
const shownValues = 16;

/** The facets as pages show them: the most frequent values first, and what is chosen even where it leaves nothing. */
export function facetsOf(counts: readonly TermCount[], input: SearchInput): Facets {
  const facet = (name: FacetName): readonly FacetCount[] => {
    const mine = counts
      .filter(({ kind }) => kind === name)
      .toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
      .map(({ value, count }) => ({ value, count }));
    const chosen = chosenOf(input, name);
    const found = mine.filter(({ value }, place) => place < shownValues || chosen.includes(value));
    const missing = chosen.filter((value) => !found.some((one) => one.value === value));
    return [...found, ...missing.map((value) => ({ value, count: 0 }))];
  };
  return Object.fromEntries(FACETS.map((name) => [name, facet(name)])) as Record<FacetName, readonly FacetCount[]>;
}

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
