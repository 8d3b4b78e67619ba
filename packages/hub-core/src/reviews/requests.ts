import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { FleetId, ListingId, PersonaVersionId, TenantId, UserId } from "../ids.ts";

type Request = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly listingId: ListingId;
  readonly personaVersionId: PersonaVersionId;
  readonly now: Date;
} & (
  | { readonly reason: "asked"; readonly askedBy: UserId }
  | { readonly reason: "new-version"; readonly heldBy: readonly string[] }
);

/** Puts a version on the desk for a fleet; once, however often it is asked. */
export async function openRequest(tx: Tx, request: Request): Promise<void> {
  const { now, ...columns } = request;
  const heldBy = "heldBy" in columns ? [...columns.heldBy] : [];
  await tx
    .insert(tables.reviewRequests)
    .values({ ...columns, heldBy, askedAt: now })
    .onConflictDoNothing();
}

type Decided = {
  readonly tenantId: TenantId;
  readonly listingId: ListingId;
  readonly fleetIds: readonly FleetId[];
  readonly now: Date;
  /** Only what was asked of this version; else of every version of the listing. */
  readonly personaVersionId?: PersonaVersionId;
};

/** Takes off the desk what a decision answers for these fleets. */
export async function closeRequests(tx: Tx, decided: Decided): Promise<void> {
  const { reviewRequests: requests } = tables;
  const { tenantId, listingId, fleetIds, now, personaVersionId } = decided;
  await tx
    .update(requests)
    .set({ closedAt: now })
    .where(
      and(
        eq(requests.tenantId, tenantId),
        eq(requests.listingId, listingId),
        inArray(requests.fleetId, [...fleetIds]),
        isNull(requests.closedAt),
        personaVersionId === undefined ? undefined : eq(requests.personaVersionId, personaVersionId),
      ),
    );
}
