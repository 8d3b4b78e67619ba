import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, arrayContains, eq, inArray, isNotNull } from "drizzle-orm";
import { z } from "zod";
import { readGateStates } from "../gate/read-gate.ts";
import { versionId } from "../gate/gate-run.ts";
import { fleetIdSchema } from "../ids.ts";
import type { PersonaVersionId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { readDeskReasons } from "./desk-reasons.ts";
import { readReviews } from "./read-reviews.ts";
import type { DeskItem, DeskReason, ReviewDesk } from "./review.ts";

/** What waits for a decision, the longest first, and what was decided, the newest first; of one fleet when it is named. */
export const listReviews = defineQuery({
  name: "listReviews",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema.optional() }),
  run: async ({ tx, actor }, { fleetId }): Promise<ReviewDesk> => {
    const { reviews } = tables;
    const { tenantId } = actor;
    const reasons = await readDeskReasons(tx, tenantId, fleetId);
    const onlyFleet = fleetId === undefined ? undefined : arrayContains(reviews.fleets, [fleetId]);
    const closed = and(isNotNull(reviews.decidedAt), onlyFleet);
    return { waiting: await readItems(tx, reasons), decided: await readReviews(tx, tenantId, closed) };
  },
});

async function readItems(
  tx: Tx,
  reasons: ReadonlyMap<PersonaVersionId, readonly DeskReason[]>,
): Promise<readonly DeskItem[]> {
  const { listings, personaVersions, publishers } = tables;
  const ids = [...reasons.keys()];
  if (ids.length === 0) return [];
  const gates = await readGateStates(tx, ids);
  const rows = await tx
    .select({ id: personaVersions.id, manifest: personaVersions.manifest, publisherName: publishers.displayName })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(inArray(personaVersions.id, ids));
  return rows
    .map(({ id, manifest, publisherName }) => {
      const personaVersionId = versionId(id);
      const own = reasons.get(personaVersionId) ?? [];
      return {
        personaVersionId,
        personaId: manifest.id,
        title: manifest.name,
        publisherName,
        version: manifest.version,
        gate: gates.get(personaVersionId) ?? { kind: "pending" as const },
        reasons: own,
        since: Math.min(...own.map(({ at }) => at)),
      };
    })
    .toSorted((a, b) => a.since - b.since);
}
