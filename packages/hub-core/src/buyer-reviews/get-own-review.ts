import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { MeasuredEffect } from "../experiments/experiment.ts";
import { readToldEffects } from "../experiments/measured-effects.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { usageOf } from "../usage/usage.ts";
import type { Usage } from "../usage/usage.ts";
import { defineQuery } from "../use-case/define.ts";
import type { OwnBuyerReview, ReviewObstacle } from "./buyer-review.ts";
import { readOwnReviews, readReviewObstacle } from "./own-review.ts";
import { readReviewRules } from "./read-buyer-reviews.ts";
import { ruleSentence } from "./review-refusals.ts";

/** Whether and what a tenant may write about a listing, and what it wrote. */
export type ReviewStanding = {
  /** Null: it may. */
  readonly obstacle: { readonly kind: ReviewObstacle; readonly sentence: string } | null;
  readonly usage: Usage;
  /** How long its agents must have run it, in host seconds. */
  readonly minSeconds: number;
  /** The versions that its agents ran, the last one first. */
  readonly versions: readonly { readonly personaVersionId: PersonaVersionId; readonly version: number }[];
  /** What it told everybody of its own experiments with this listing. */
  readonly effects: readonly MeasuredEffect[];
  readonly review: OwnBuyerReview | null;
  /** What it would be shown under. */
  readonly tenantName: string;
};

/** Where the caller's tenant stands with a listing's reviews. */
export const getOwnReview = defineQuery({
  name: "getOwnReview",
  scope: "viewer",
  input: z.strictObject({ listingId: listingIdSchema }),
  run: async ({ tx, actor: { tenantId } }, { listingId }): Promise<ReviewStanding> => {
    const { measuredEffects: effects, tenants } = tables;
    const obstacle = await readReviewObstacle(tx, listingId);
    const [tenant] = await tx.select({ name: tenants.name }).from(tenants).where(eq(tenants.id, tenantId));
    const [review] = await readOwnReviews(tx, { tenantId, listingId });
    return {
      obstacle: obstacle === null ? null : { kind: obstacle, sentence: ruleSentence(obstacle) },
      usage: await usageOf(tx, { tenantId, listingId }),
      minSeconds: (await readReviewRules(tx)).minSeconds,
      versions: await versionsRun(tx, { tenantId, listingId }),
      effects: await readToldEffects(tx, and(eq(effects.listingId, listingId), eq(effects.tenantId, tenantId)), {
        tenantId,
      }),
      review: review ?? null,
      tenantName: tenant?.name ?? "",
    };
  },
});

async function versionsRun(
  tx: Tx,
  { tenantId, listingId }: { readonly tenantId: TenantId; readonly listingId: ListingId },
): Promise<ReviewStanding["versions"]> {
  const { personaUsage, personaVersions } = tables;
  const rows = await tx
    .select({ id: personaUsage.personaVersionId, version: personaVersions.version })
    .from(personaUsage)
    .innerJoin(personaVersions, eq(personaVersions.id, personaUsage.personaVersionId))
    .where(and(eq(personaUsage.tenantId, tenantId), eq(personaUsage.listingId, listingId)))
    .groupBy(personaUsage.personaVersionId, personaVersions.version)
    .orderBy(desc(sql`max(${personaUsage.lastAt})`));
  return rows.map(({ id, version }) => ({ personaVersionId: personaVersionIdSchema.parse(id), version }));
}
