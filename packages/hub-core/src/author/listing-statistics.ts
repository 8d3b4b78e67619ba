import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { asc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
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
};

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
    const points = counts.map(({ began, agents, trials }) => {
      const from = new Date(began).getTime();
      return { from, agents, trials, ...heldBetween(holdings, from, from + step * dayMs) };
    });
    return { window, stepDays: step, points, versions: await readVersionUse(tx, id, now) };
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
