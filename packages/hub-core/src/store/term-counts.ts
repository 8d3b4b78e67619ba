import type { Database, Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Term } from "./search-terms.ts";

/** A facet's value and how many listings have it. */
export type TermCount = { readonly kind: string; readonly value: string; readonly count: number };

/** What terms are called, by id; a term keeps its id and its name, so what was read once stays true. */
export type TermNames = Map<number, Term>;

const known = new WeakMap<Database, TermNames>();

// There are as many facet values as authors name signals and attributes; nobody may fill the memory by naming more.
const mostKept = 20_000;

/** What is known of a database's terms; whoever names more adds to it. */
export function termNamesOf(db: Database): TermNames {
  const names = known.get(db) ?? new Map<number, Term>();
  known.set(db, names);
  return names;
}

/** How often each id stands in a list such as "3,14,3". */
export function countTerms(ids: string): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  let id = 0;
  for (let place = 0; place <= ids.length; place += 1) {
    const digit = ids.charCodeAt(place) - 48;
    if (digit >= 0 && digit <= 9) id = id * 10 + digit;
    else {
      if (id > 0) counts.set(id, (counts.get(id) ?? 0) + 1);
      id = 0;
    }
  }
  return counts;
}

/** The same by name; what every listing has is none of it. */
export async function nameTerms(
  tx: Tx,
  names: TermNames,
  counts: ReadonlyMap<number, number>,
): Promise<readonly TermCount[]> {
  const terms = await readNames(tx, names, [...counts.keys()]);
  return [...counts].flatMap(([id, count]) => {
    const term = terms.get(id);
    return term === undefined || term.kind === "all" ? [] : [{ ...term, count }];
  });
}

/** What terms are called, and others that are known. */
export async function readNames(tx: Tx, names: TermNames, ids: readonly number[]): Promise<ReadonlyMap<number, Term>> {
  const unknown = ids.filter((id) => !names.has(id));
  if (unknown.length === 0) return names;
  const rows = await tx.execute<Term & { id: number }>(
    sql`select t.id, t.kind, t.value from store_terms t where t.id = any(${sql.param(unknown)}::integer[])`,
  );
  const mine: TermNames = new Map(names);
  if (names.size + rows.length > mostKept) names.clear();
  for (const { id, kind, value } of rows) {
    mine.set(id, { kind, value });
    names.set(id, { kind, value });
  }
  return mine;
}
