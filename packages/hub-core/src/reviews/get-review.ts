import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { readGateReport, readGateState } from "../gate/read-gate.ts";
import { notFound } from "../hub-error.ts";
import { personaVersionIdSchema } from "../ids.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { findListing } from "../store/read-listings.ts";
import { defineQuery } from "../use-case/define.ts";
import { readDeskReasons } from "./desk-reasons.ts";
import { readEarlier } from "./read-earlier.ts";
import { readReviews } from "./read-reviews.ts";
import { readSubjectFleets } from "./read-subject-fleets.ts";
import { readSubjectKeys } from "./read-subject-keys.ts";
import { readVersion } from "./read-version.ts";
import { readReviewPolicy } from "./review-policy.ts";
import type { ReviewSubject } from "./review-subject.ts";

/** One version with everything that a decision about it rests on; `not-found` for what is neither listed nor the tenant's. */
export const getReview = defineQuery({
  name: "getReview",
  scope: "viewer",
  input: z.strictObject({ personaVersionId: personaVersionIdSchema }),
  run: async ({ tx, actor, now }, { personaVersionId }): Promise<ReviewSubject> => {
    const { tenantId } = actor;
    const row = await readVersion(tx, personaVersionId);
    const { listingId, manifest } = row;
    const publisherName = await publisherNameOf(tx, listingId);
    const fleets = await readSubjectFleets(tx, { tenantId, now, version: row });
    const { keys, otherPins } = await readSubjectKeys(tx, tenantId, row);
    const history = await readReviews(tx, tenantId, eq(tables.reviews.personaVersionId, personaVersionId));
    const { setBy: _, ...policy } = await readReviewPolicy(tx, tenantId);
    const judged = await readGateReport(tx, personaVersionId);
    return {
      personaVersionId,
      listingId,
      personaId: manifest.id,
      title: manifest.name,
      publisherName,
      version: row.version,
      digest: row.digest,
      publishedAt: row.publishedAt,
      manifest,
      entitled: (await readEntitlements(tx, { tenantId, now, listingId })).length > 0,
      gate: await readGateState(tx, personaVersionId),
      report: judged?.report ?? null,
      earlier: await readEarlier(tx, row, fleets),
      fleets,
      keys,
      otherPins,
      reasons: (await readDeskReasons(tx, tenantId)).get(personaVersionId) ?? [],
      waiting: history.find(({ state }) => state === "waits") ?? null,
      history,
      policy,
    };
  },
});

async function publisherNameOf(tx: Tx, listingId: string): Promise<string> {
  const listing = await findListing(tx, eq(tables.listings.id, listingId));
  if (listing === undefined) throw notFound("Persona version");
  return listing.publisherName;
}
