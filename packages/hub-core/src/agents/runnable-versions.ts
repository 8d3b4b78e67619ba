import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq, isNull } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";

/** By fleet, the versions that its hosts may fetch: what is in charge, and what the arms of an open experiment run. A subquery to join with. */
// eslint-disable-next-line typescript/explicit-module-boundary-types -- the type of a subquery is what drizzle infers
export function runnableVersions(tx: Tx) {
  const { assignments, experimentVersions } = tables;
  const { tenantId, fleetId, listingId, personaVersionId } = assignments;
  const inCharge = tx
    .select({ tenantId, fleetId, listingId, personaVersionId })
    .from(assignments)
    .where(isNull(assignments.endedAt));
  const onArms = tx
    .select({
      tenantId: experimentVersions.tenantId,
      fleetId: experimentVersions.fleetId,
      listingId: experimentVersions.listingId,
      personaVersionId: experimentVersions.personaVersionId,
    })
    .from(experimentVersions)
    .where(eq(experimentVersions.live, true));
  return union(inCharge, onArms).as("runnable");
}
