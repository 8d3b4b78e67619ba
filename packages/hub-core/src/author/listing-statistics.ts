import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { ListingRatings } from "../buyer-reviews/buyer-review.ts";
import { readListingRatings } from "../buyer-reviews/read-buyer-reviews.ts";
import { versionId } from "../gate/gate-run.ts";
import { listingIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineQuery } from "../use-case/define.ts";
import { readOwnRow } from "./own-listing-row.ts";

const dayMs = 86_400_000;

/** How far statistics look back, and how long each of their stretches is, days. */
export const statisticsWindows = {
  "30d": { days: 30, step: 1 },
  "90d": { days: 91, step: 7 },
  "1y": { days: 364, step: 28 },
} as const;
export type StatisticsWindow = keyof typeof statisticsWindows;

/** Counts over fewer tenants than this are null: they could name one. None at all is 0. */
export const fewestTenants = 3;

/** What happened in one stretch of time, which begins at `from`. */
export type StatisticsPoint = {
  readonly from: number;
  /** Distinct enrolled agents of others that ran it between their first and their last word. */
  readonly agents: number | null;
  /** Trials that others asked for. */
  readonly trials: number | null;
  /** Tenants that got it in the stretch, and those that held it at its end. */
  readonly granted: number;
  readonly held: number;
  /** Of the votes that count now, those written by the end of the stretch, and their mean, 1 to 5; null without votes. */
  readonly votes: number;
  readonly meanStars: number | null;
};

/** Tenants of others in which somebody follows; null below `fewestTenants`. */
export type Followers = { readonly ofListing: number | null; readonly ofPublisher: number | null };

export type VersionUse = {
  readonly personaVersionId: PersonaVersionId;
  readonly version: number;
  readonly agents: number | null;
  /** Of those, the ones that said so within the last day. */
  readonly running: number | null;
  readonly seconds: number | null;
};

/** What a seller knows of the use of a listing: counts alone, and none that names a buyer's fleet. */
export type ListingStatistics = {
  readonly window: StatisticsWindow;
  readonly stepDays: number;
  readonly points: readonly StatisticsPoint[];
  readonly followers: Followers;
  readonly ratings: ListingRatings;
  /** Newest first. */
  readonly versions: readonly VersionUse[];
};

/** The statistics of one of the tenant's listings; `not-found` for anybody else's. Raw downloads are not counted anywhere. */
export const getListingStatistics = defineQuery({
  name: "getListingStatistics",
  scope: "viewer",
  input: z.strictObject({ personaId: personaAddressSchema, window: z.enum(["30d", "90d", "1y"]).default("30d") }),
  run: async ({ tx, actor, now }, { personaId, window }): Promise<ListingStatistics> => {
    const { id } = await readOwnRow(tx, actor.tenantId, personaId);
    const { days, step } = statisticsWindows[window];
    const since = new Date(now.getTime() - days * dayMs);
    const counts = await tx.execute<{ began: string; agents: number | null; trials: number | null }>(sql`
      select * from author_statistics(${id}::uuid, ${since.toISOString()}::timestamptz, make_interval(days => ${step}), ${days / step})`);
    const holdings = await readHoldings(tx, id);
    const votes = await readVotes(tx, id, since, step);
    const points = counts.map(({ began, agents, trials }, place) => {
      const from = new Date(began).getTime();
      return { from, agents, trials, ...heldBetween(holdings, from, from + step * dayMs), ...votesBy(votes, place) };
    });
    return {
      window,
      stepDays: step,
      points,
      followers: await readFollowers(tx, id),
      ratings: await readListingRatings(tx, listingIdSchema.parse(id)),
      versions: await readVersionUse(tx, id, now),
    };
  },
});

type Holding = { readonly grantedAt: Date; readonly endsAt: Date | null };

// Row-level security shows a seller the entitlements to what it sells.
function readHoldings(tx: Tx, listingId: string): Promise<readonly Holding[]> {
  const { grantedAt, endsAt } = tables.entitlements;
  return tx
    .select({ grantedAt, endsAt })
    .from(tables.entitlements)
    .where(eq(tables.entitlements.listingId, listingId))
    .orderBy(asc(grantedAt))
    .limit(100_000);
}

function heldBetween(holdings: readonly Holding[], from: number, until: number): { granted: number; held: number } {
  const before = holdings.filter(({ grantedAt }) => grantedAt.getTime() < until);
  return {
    granted: before.filter(({ grantedAt }) => grantedAt.getTime() >= from).length,
    held: before.filter(({ endsAt }) => endsAt === null || endsAt.getTime() >= until).length,
  };
}

/** Votes that were written in one stretch, -1 for all before the first. */
type Votes = { readonly place: number; readonly votes: number; readonly stars: number };

function readVotes(tx: Tx, listingId: string, since: Date, stepDays: number): Promise<readonly Votes[]> {
  return tx.execute<Votes>(sql`
    select place, count(*)::integer as votes, sum(rating)::integer as stars
    from (
      select rating, greatest(-1, floor(extract(epoch from written_at - ${since.toISOString()}::timestamptz) / ${stepDays * 86_400}))::integer as place
      from buyer_reviews
      where listing_id = ${listingId}::uuid and counted and withdrawn_at is null and hidden_at is null and void_at is null
    ) vote group by place`);
}

function votesBy(all: readonly Votes[], last: number): { votes: number; meanStars: number | null } {
  const until = all.filter(({ place }) => place <= last);
  const votes = until.reduce((sum, each) => sum + each.votes, 0);
  const stars = until.reduce((sum, each) => sum + each.stars, 0);
  return { votes, meanStars: votes === 0 ? null : stars / votes };
}

async function readFollowers(tx: Tx, listingId: string): Promise<Followers> {
  const [row] = await tx.execute<{ of_listing: number | null; of_publisher: number | null }>(
    sql`select * from author_followers(${listingId}::uuid)`,
  );
  return { ofListing: row?.of_listing ?? null, ofPublisher: row?.of_publisher ?? null };
}

type UseRow = { persona_version_id: string; agents: number | null; running: number | null; seconds: string | null };

async function readVersionUse(tx: Tx, listingId: string, now: Date): Promise<readonly VersionUse[]> {
  const { personaVersions } = tables;
  const rows = await tx.execute<UseRow>(
    sql`select * from author_versions_in_use(${listingId}::uuid, ${now.toISOString()}::timestamptz)`,
  );
  const use = new Map(rows.map((row) => [row.persona_version_id, row]));
  const versions = await tx
    .select({ id: personaVersions.id, version: personaVersions.version })
    .from(personaVersions)
    .where(eq(personaVersions.listingId, listingId))
    .orderBy(sql`${personaVersions.version} desc`);
  return versions.map(({ id, version }) => {
    const { agents = 0, running = 0, seconds = null } = use.get(id) ?? {};
    return {
      personaVersionId: versionId(id),
      version,
      agents,
      running,
      seconds: seconds === null ? null : Number(seconds),
    };
  });
}
