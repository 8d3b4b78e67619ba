import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { intentOf } from "./intents.ts";
import type { SearchInput } from "./search-input.ts";
import { FACETS } from "./store-page.ts";
import type { FacetName } from "./store-page.ts";

/** What is chosen of a facet; empty where nothing is. */
export function chosenOf(input: SearchInput, facet: FacetName): readonly string[] {
  if (facet === "verified") return input.verified ? ["yes"] : [];
  return input[facet];
}

/** The conditions of a search by what they come from, so that a facet's counts can leave out its own. */
export type Conditions = {
  readonly always: readonly SQL[];
  readonly facets: ReadonlyMap<FacetName, SQL>;
};

/** Alternatives within a facet, all facets together; a value that no listing has is met by none. */
export async function readConditions(tx: Tx, input: SearchInput): Promise<Conditions> {
  const wanted = FACETS.flatMap((kind) => chosenOf(input, kind).map((value) => ({ kind: kind as string, value })));
  const intent = input.intent === undefined ? null : intentOf(input.intent);
  const labels = [
    ...(intent?.tags ?? []).map((value) => ({ kind: "tag", value })),
    ...(intent?.signals ?? []).map((value) => ({ kind: "use", value })),
  ];
  const ids = await readTermIds(tx, [...wanted, ...labels]);
  const facets = FACETS.flatMap((facet): [FacetName, SQL][] => {
    const values = chosenOf(input, facet);
    return values.length === 0
      ? []
      : [
          [
            facet,
            anyOf(
              "facets",
              idsOf(
                ids,
                values.map((value) => ({ kind: facet, value })),
              ),
            ),
          ],
        ];
  });
  return {
    always: [
      ...(intent === null ? [] : [anyOf("labels", idsOf(ids, labels))]),
      ...(input.publisher === undefined ? [] : [sql`s.publisher_slug = ${input.publisher}`]),
    ],
    facets: new Map(facets),
  };
}

type Term = { readonly kind: string; readonly value: string };

const keyOf = ({ kind, value }: Term): string => `${kind}:${value}`;

function idsOf(ids: ReadonlyMap<string, number>, terms: readonly Term[]): readonly number[] {
  return terms.map(keyOf).flatMap((key) => ids.get(key) ?? []);
}

// Written out, because the planner then knows how many listings have them; they are integers of our own.
function anyOf(column: "facets" | "labels", ids: readonly number[]): SQL {
  return sql.raw(`s.${column} && '{${ids.join(",")}}'::integer[]`);
}

/** The ids of terms by `kind:value`; a term that no listing ever had is missing. */
export async function readTermIds(tx: Tx, terms: readonly Term[]): Promise<ReadonlyMap<string, number>> {
  if (terms.length === 0) return new Map();
  const rows = await tx.execute<{ id: number; kind: string; value: string }>(sql`
    select t.id, t.kind, t.value from store_terms t
    join unnest(${sql.param(terms.map(({ kind }) => kind))}::text[], ${sql.param(terms.map(({ value }) => value))}::text[]) w (kind, value)
      on w.kind = t.kind and w.value = t.value`);
  return new Map(rows.map((row) => [keyOf(row), row.id]));
}
