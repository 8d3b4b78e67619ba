import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, countDistinct, desc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import type { ListingId, TenantId } from "../ids.ts";
import type { EntitlementView } from "./listing.ts";
import { priceOf } from "./price-of.ts";
import { listingSummaries } from "./read-listings.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly listingId?: ListingId };

/** What a tenant may run now, newest first; of one listing when it is named. */
export async function readEntitlements(
  tx: Tx,
  { tenantId, now, listingId }: Wanted,
): Promise<readonly EntitlementView[]> {
  const { entitlements, listings, orders, publishers } = tables;
  const rows = await tx
    .select()
    .from(entitlements)
    .innerJoin(listings, eq(listings.id, entitlements.listingId))
    .innerJoin(publishers, eq(publishers.id, listings.publisherId))
    .innerJoin(orders, and(eq(orders.tenantId, entitlements.tenantId), eq(orders.id, entitlements.orderId)))
    .where(
      and(
        eq(entitlements.tenantId, tenantId),
        or(isNull(entitlements.endsAt), gt(entitlements.endsAt, now)),
        listingId === undefined ? undefined : eq(entitlements.listingId, listingId),
      ),
    )
    .orderBy(desc(entitlements.grantedAt), desc(entitlements.id));
  const shown = await listingSummaries(tx, rows);
  const counted = rows.filter(({ entitlements: { seats } }) => seats !== null);
  const ids = counted.map(({ listings: { id } }) => id);
  const used = await readSeatsUsed(tx, tenantId, now, ids);
  return rows.flatMap(({ entitlements: row, orders: order }, index) => {
    const listing = shown[index];
    if (listing === undefined) return [];
    const { id: entitlementId, orderId, seats, blocked, endedBecause: endsBecause } = row;
    const { priceKind, unitMinor: priceMinor, currency: priceCurrency, every: priceEvery } = order;
    const price = priceOf({ priceKind, priceMinor, priceCurrency, priceEvery });
    const [grantedAt, endsAt] = [row.grantedAt.getTime(), row.endsAt?.getTime() ?? null];
    const seatsUsed = used.get(row.listingId) ?? 0;
    return [{ entitlementId, orderId, listing, grantedAt, price, endsAt, endsBecause, seats, seatsUsed, blocked }];
  });
}

/** How many hosts of a tenant hold a seat of each listing. A host that has not asked for a day holds none. */
export async function readSeatsUsed(
  tx: Tx,
  tenantId: string,
  now: Date,
  listingIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (listingIds.length === 0) return new Map();
  const { leaseSeats } = tables;
  const kept = new Date(now.getTime() - 86_400_000);
  const rows = await tx
    .select({ listingId: leaseSeats.listingId, used: countDistinct(leaseSeats.hostId) })
    .from(leaseSeats)
    .where(
      and(
        eq(leaseSeats.tenantId, tenantId),
        inArray(leaseSeats.listingId, [...listingIds]),
        gt(leaseSeats.seenAt, kept),
      ),
    )
    .groupBy(leaseSeats.listingId);
  return new Map(rows.map(({ listingId, used }) => [listingId, used]));
}
