import type { MeasuredEffect } from "../experiments/experiment.ts";
import type { ListingSummary } from "./listing.ts";

/** What the gate found of the newest version: the grade that people filter and sort by. */
export const GATE_GRADES = ["passed", "passed-with-remarks", "pending", "rejected"] as const;
export type GateGrade = (typeof GATE_GRADES)[number];

/** How a price may be charged, as a filter names it. */
export const PRICE_KINDS = ["free", "one-off", "subscription", "per-agent"] as const;

/** What results can be narrowed by. Values of one facet are alternatives, facets add up. */
export const FACETS = ["signals", "attributes", "targets", "licences", "prices", "grades", "verified"] as const;
export type FacetName = (typeof FACETS)[number];

/** One value of a facet and how many results would be left with it; `verified` has the one value `yes`. */
export type FacetCount = { readonly value: string; readonly count: number };
export type Facets = Readonly<Record<FacetName, readonly FacetCount[]>>;

export const STORE_SORTS = ["best", "newest", "rating", "price"] as const;
export type StoreSort = (typeof STORE_SORTS)[number];

/**
 * One way of running the fleet in an evaluation: core-seconds and breach seconds of a mean run. `claimed`: by the author;
 * `gate`: as the gate repeated it, in scenarios of its own. Only points of one source are comparable. The Persona's arm is `persona`.
 */
export type EvidencePoint = {
  readonly arm: string;
  readonly source: "claimed" | "gate";
  readonly coreSeconds: number;
  readonly breachSeconds: number;
};

/** Counted votes, one a tenant: how many, their mean of 1 to 5, and the lower confidence bound that ranks. */
export type RatingSummary = { readonly votes: number; readonly mean: number; readonly lower: number };

/** A row of the store's results: everything a page shows of it, without another read. */
export type StoreRow = ListingSummary & {
  readonly grade: GateGrade;
  readonly licence: string;
  readonly targets: readonly string[];
  /** Null while nobody whose vote counts has rated it. */
  readonly rating: RatingSummary | null;
  /** Distinct enrolled agents that ran it. */
  readonly agents: number;
  /** The seller's verified domain. */
  readonly sellerDomain: string | null;
  /** At most six. */
  readonly points: readonly EvidencePoint[];
  /** The measured effect that promises most at the worse end of its interval. */
  readonly measured: MeasuredEffect | null;
};

/** `total` is exact up to 2,000 (then `more` is false and so are counts of facets exact); beyond, `total` stays 2,000. */
export type StorePage = {
  readonly rows: readonly StoreRow[];
  readonly total: number;
  readonly more: boolean;
  readonly facets: Facets;
  /** False: there are more results than are counted, counts of facets are "at least". */
  readonly facetsExact: boolean;
  /** The query that was answered instead, where nothing matched what was typed; null otherwise. */
  readonly meant: string | null;
};
