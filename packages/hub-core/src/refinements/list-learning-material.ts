import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { partsOf } from "../lifecycle/version-state.ts";
import { defineQuery } from "../use-case/define.ts";
import type { LearningMaterial } from "./refinement.ts";

/** On how much a listing may be learned, and from which experiments. */
export type LearningMaterialView = {
  readonly fleets: number;
  readonly tenants: number;
  /** Newest first. */
  readonly experiments: readonly LearningMaterial[];
};

/** What tenants agreed that a listing of the caller's may be refined from; `not-found` for anybody else's listing. */
export const listLearningMaterial = defineQuery({
  name: "listLearningMaterial",
  scope: "viewer",
  input: z.strictObject({ personaId: z.string().max(160) }),
  run: async ({ tx, actor }, { personaId }): Promise<LearningMaterialView> =>
    readMaterial(tx, await ownListing(tx, actor.tenantId, personaId)),
});

async function ownListing(tx: Tx, tenantId: TenantId, personaId: string): Promise<ListingId> {
  const { listings } = tables;
  const { publisher, name } = partsOf(personaId);
  const [row] = await tx
    .select({ id: listings.id })
    .from(listings)
    .where(and(eq(listings.tenantId, tenantId), eq(listings.publisherSlug, publisher), eq(listings.name, name)));
  if (row === undefined) throw notFound("Persona of yours");
  return listingIdSchema.parse(row.id);
}

/** What the database lets the caller's tenant know of it; the caller owns the listing. */
export async function readMaterial(tx: Tx, listingId: ListingId): Promise<LearningMaterialView> {
  const [counted] = await tx.execute<{ fleets: number; tenants: number }>(
    sql`select fleets, tenants from learning_opt_ins(${listingId}::uuid)`,
  );
  const rows = await tx.execute<Row>(
    sql`select *, extract(epoch from ended_at) * 1000 as ended_ms from learning_material(${listingId}::uuid) order by ended_at desc, experiment_id`,
  );
  const experiments = rows.map((row) => ({
    experimentId: row.experiment_id,
    alias: row.alias,
    own: row.own,
    endedAt: Math.round(Number(row.ended_ms)),
    seconds: row.seconds,
    hosts: row.hosts,
    exploreEveryS: row.explore_every_s,
    versions: row.versions,
  }));
  return { fleets: counted?.fleets ?? 0, tenants: counted?.tenants ?? 0, experiments };
}

type Row = {
  experiment_id: string;
  alias: string;
  own: boolean;
  ended_ms: string;
  seconds: number;
  hosts: number;
  explore_every_s: number;
  versions: number[];
};
