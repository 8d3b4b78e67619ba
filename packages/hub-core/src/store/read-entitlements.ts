import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, gt, isNull, or } from "drizzle-orm";
import type { ListingId, TenantId } from "../ids.ts";
import type { EntitlementView } from "./listing.ts";
import { listingSummaries } from "./read-listings.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly listingId?: ListingId };

/** What a tenant may run now, newest first; of one listing when it is named. */
export async function readEntitlements(
  tx: Tx,
  { tenantId, now, listingId }: Wanted,
): Promise<readonly EntitlementView[]> {
  const { entitlements, listings, publishers } = tables;
  const rows = await tx
    .select()
    .from(entitlements)
    .innerJoin(listings, eq(listings.id, entitlements.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .where(
      and(
        eq(entitlements.tenantId, tenantId),
        or(isNull(entitlements.endsAt), gt(entitlements.endsAt, now)),
        listingId === undefined ? undefined : eq(entitlements.listingId, listingId),
      ),
    )
    .orderBy(desc(entitlements.grantedAt), desc(entitlements.id));
  const shown = await listingSummaries(tx, rows);
  return rows.flatMap(({ entitlements: row }, index) => {
    const listing = shown[index];
    if (listing === undefined) return [];
    const { id: entitlementId, orderId, seats, blocked, endedBecause: endsBecause } = row;
    const [grantedAt, endsAt] = [row.grantedAt.getTime(), row.endsAt?.getTime() ?? null];
    return [{ entitlementId, orderId, listing, grantedAt, endsAt, endsBecause, seats, blocked }];
  });
}
