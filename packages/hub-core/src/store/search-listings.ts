import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { baseSignal } from "../fit/signal-origin.ts";
import { isKnownTarget } from "../fit/target-signals.ts";
import { readGateStates } from "../gate/read-gate.ts";
import type { GateState } from "../gate/gate-run.ts";
import { versionId } from "../gate/gate-run.ts";
import { defineQuery } from "../use-case/define.ts";
import { intentOf } from "./intents.ts";
import type { ListingSummary } from "./listing.ts";
import { listingSummaries } from "./read-listings.ts";
import { searchInputSchema } from "./search-input.ts";
import type { SearchInput } from "./search-input.ts";
import { FACETS } from "./store-page.ts";
import type { FacetCount, FacetName, GateGrade, StorePage, StoreRow } from "./store-page.ts";

const countedExactly = 2_000;

/** Finds listings by full text, then by similarity for what the words miss; counts what each facet would leave. */
export const searchListings = defineQuery({
  name: "searchListings",
  scope: "public",
  input: searchInputSchema,
  run: async ({ tx }, input): Promise<StorePage> => {
    const { listings, publishers } = tables;
    const { q, limit, offset } = input;
    // Two mistyped words still share about a third of their trigrams with what was meant.
    if (q !== "") await tx.execute(sql`set local pg_trgm.word_similarity_threshold = 0.35`);
    const publisher = input.publisher === undefined ? undefined : eq(listings.publisherSlug, input.publisher);
    const rows = await tx
      .select()
      .from(listings)
      .innerJoin(publishers, eq(publishers.id, listings.publisherId))
      .where(and(eq(listings.status, "listed"), matches(q), publisher))
      .orderBy(...ranking(q))
      .limit(countedExactly + 1);
    const more = rows.length > countedExactly;
    const hits = await faceted(tx, await listingSummaries(tx, rows.slice(0, countedExactly)));
    const left = hits.filter((hit) => fulfils(hit, input));
    const facets = Object.fromEntries(FACETS.map((name) => [name, countsOf(name, hits, input)]));
    return {
      rows: left.slice(offset, offset + limit).map(({ row }) => row),
      total: left.length,
      more,
      facets: facets as StorePage["facets"],
      facetsExact: !more,
      meant: null,
    };
  },
});

type Hit = { readonly row: StoreRow; readonly values: Readonly<Record<FacetName, readonly string[]>> };

async function faceted(tx: Tx, summaries: readonly ListingSummary[]): Promise<readonly Hit[]> {
  if (summaries.length === 0) return [];
  const { personaVersions: versions } = tables;
  const ids = summaries.map(({ latestVersionId }) => latestVersionId);
  const manifests = await tx
    .select({ id: versions.id, manifest: versions.manifest })
    .from(versions)
    .where(sql`${versions.id} = any(${sql.param(ids)}::uuid[])`);
  const byId = new Map(manifests.map(({ id, manifest }) => [id, manifest]));
  const gates = await readGateStates(tx, ids.map(versionId));
  return summaries.flatMap((summary) => {
    const manifest = byId.get(summary.latestVersionId);
    if (manifest === undefined) return [];
    const grade = gradeOf(gates.get(summary.latestVersionId));
    const targets = [...summary.tags, ...manifest.input_data_sources].filter(isKnownTarget);
    const nothing = { rating: null, agents: 0, sellerDomain: null, points: [], measured: null };
    return {
      row: { ...summary, grade, licence: manifest.licence, targets, ...nothing },
      values: {
        signals: [...new Set(manifest.requires.signals.map(baseSignal))],
        attributes: manifest.attributes.map(({ name }) => name),
        targets,
        licences: [manifest.licence],
        prices: [summary.price.kind],
        grades: [grade],
        verified: [],
      },
    };
  });
}

function gradeOf(state: GateState | undefined): GateGrade {
  if (state?.kind !== "judged") return "pending";
  return state.verdict === "quarantined" ? "passed-with-remarks" : state.verdict;
}

function fulfils({ row, values }: Hit, input: SearchInput, except?: FacetName): boolean {
  const tags = input.intent === undefined ? null : intentOf(input.intent).tags;
  if (tags !== null && !tags.some((tag) => row.tags.includes(tag))) return false;
  return FACETS.every((name) => {
    const wanted: readonly string[] = name === "verified" ? (input.verified ? ["yes"] : []) : input[name];
    return name === except || wanted.length === 0 || wanted.some((value) => values[name].includes(value));
  });
}

function countsOf(name: FacetName, hits: readonly Hit[], input: SearchInput): readonly FacetCount[] {
  const counts = new Map<string, number>();
  for (const hit of hits.filter((one) => fulfils(one, input, name)))
    for (const value of hit.values[name]) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].map(([value, count]) => ({ value, count })).toSorted((a, b) => b.count - a.count);
}

function matches(q: string): SQL | undefined {
  if (q === "") return undefined;
  const { searchText } = tables.listings;
  return sql`(listings.search @@ websearch_to_tsquery('english', ${q}) or ${q} <% ${searchText})`;
}

function ranking(q: string): SQL[] {
  const { id, searchText, updatedAt } = tables.listings;
  if (q === "") return [desc(updatedAt), desc(id)];
  const words = sql`ts_rank_cd(listings.search, websearch_to_tsquery('english', ${q}))`;
  return [desc(words), desc(sql`word_similarity(${q}, ${searchText})`), desc(updatedAt), desc(id)];
}
