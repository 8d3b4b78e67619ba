import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { AssignmentMode } from "../assignments/assignment.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import type { ReviewBounds } from "./review.ts";

/** What the tenant's admins allow a version on one fleet. */
export type Permission = {
  readonly mode: AssignmentMode;
  readonly bounds: ReviewBounds;
  readonly quarantineReasons: readonly string[];
};

type Wanted = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly personaVersionId: PersonaVersionId };

/** The newest decision on a version that names the fleet is what holds there; null when there is none, or it was a refusal. */
export async function readPermission(
  tx: Tx,
  { tenantId, fleetId, personaVersionId }: Wanted,
): Promise<Permission | null> {
  const { reviews } = tables;
  const [newest] = await tx
    .select()
    .from(reviews)
    .where(
      and(
        eq(reviews.tenantId, tenantId),
        eq(reviews.personaVersionId, personaVersionId),
        isNotNull(reviews.decidedAt),
        sql`${reviews.fleets} @> array[${fleetId}]::uuid[]`,
      ),
    )
    .orderBy(desc(reviews.decidedAt), desc(reviews.seq))
    .limit(1);
  if (newest === undefined || newest.mode === null) return null;
  const { mode, bounds, quarantineReasons } = newest;
  return { mode, bounds, quarantineReasons };
}
