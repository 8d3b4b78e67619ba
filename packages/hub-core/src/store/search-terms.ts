import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Condition } from "./condition.ts";
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
  readonly always: readonly Condition[];
  readonly facets: ReadonlyMap<FacetName, Condition>;
  /** The same as ids of terms; `labels` is null where no intent was asked for. */
  readonly ids: {
    readonly labels: readonly number[] | null;
    readonly facets: ReadonlyMap<FacetName, readonly number[]>;
  };
};

// Of a publisher's listings there are few; how few need not be asked.
const publisherShare = 0.001;

/** Alternatives within a facet, all facets together; a value that no listing has is met by none. */
export async function readConditions(tx: Tx, input: SearchInput): Promise<Conditions> {
  const wanted = FACETS.flatMap((kind) => chosenOf(input, kind).map((value) => ({ kind: kind as string, value })));
  const labels = input.intent === undefined ? [] : termsOfIntent(input.intent);
  const terms = await readTerms(tx, [...wanted, ...labels]);
  const facets = FACETS.flatMap((facet): [FacetName, Condition][] => {
    const values = chosenOf(input, facet).map((value) => ({ kind: facet, value }));
    return values.length === 0 ? [] : [[facet, anyOf("facets", terms, values)]];
  });
  const idsOf = (asked: readonly Term[]): readonly number[] =>
    asked.flatMap((term) => terms.get(keyOf(term))?.id ?? []);
  const chosen = FACETS.map((kind) => [kind, chosenOf(input, kind).map((value) => ({ kind, value }))] as const);
  const { publisher } = input;
  const within = publisher === undefined ? [] : [{ sql: sql`s.publisher_slug = ${publisher}`, share: publisherShare }];
  return {
    always: [...(labels.length === 0 ? [] : [anyOf("labels", terms, labels)]), ...within],
    facets: new Map(facets),
    ids: {
      labels: labels.length === 0 ? null : idsOf(labels),
      facets: new Map(chosen.flatMap(([facet, asked]) => (asked.length === 0 ? [] : [[facet, idsOf(asked)]]))),
    },
  };
}

/** A word of the store's vocabulary or a value of a facet. */
export type Term = { readonly kind: string; readonly value: string };

/** The tags and signals by any of which a listing qualifies for an intent. */
export function termsOfIntent(slug: Parameters<typeof intentOf>[0]): readonly Term[] {
  const { tags, signals } = intentOf(slug);
  return [...tags.map((value) => ({ kind: "tag", value })), ...signals.map((value) => ({ kind: "use", value }))];
}

type KnownTerm = { readonly id: number; readonly listings: number };
type KnownTerms = ReadonlyMap<string, KnownTerm>;

const keyOf = ({ kind, value }: Term): string => `${kind}:${value}`;
const everything: Term = { kind: "all", value: "all" };

/** Whether a listing has any of the terms; a term that no listing ever had is met by none. */
export function anyOf(column: "facets" | "labels", terms: KnownTerms, wanted: readonly Term[]): Condition {
  const known = wanted.flatMap((term) => terms.get(keyOf(term)) ?? []);
  const all = terms.get(keyOf(everything))?.listings ?? 0;
  const having = known.reduce((sum, { listings }) => sum + listings, 0);
  // Written out, because the planner then knows how many listings have them; they are integers of our own.
  const ids = known.map(({ id }) => id).join(",");
  return { sql: sql.raw(`s.${column} && '{${ids}}'::integer[]`), share: all === 0 ? 0 : Math.min(1, having / all) };
}

/** What is known of terms, and of `all`, by `kind:value`; a term that no listing ever had is missing. */
export async function readTerms(tx: Tx, wanted: readonly Term[]): Promise<KnownTerms> {
  if (wanted.length === 0) return new Map();
  const asked = [...wanted, everything];
  const kinds = sql.param(asked.map(({ kind }) => kind));
  const values = sql.param(asked.map(({ value }) => value));
  const rows = await tx.execute<KnownTerm & Term>(sql`
    select t.id, t.kind, t.value, t.listings from unnest(${kinds}::text[], ${values}::text[]) w (kind, value)
    join store_terms t on t.kind = w.kind and t.value = w.value`);
  return new Map(rows.map(({ id, listings, ...term }) => [keyOf(term), { id, listings }]));
}
