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
  const used = await readSeatsUsed(
    tx,
    tenantId,
    now,
    counted.map(({ listings: { id } }) => id),
  );
  return rows.flatMap(({ entitlements: row, orders: order }, index) => {
    const listing = shown[index];
    if (listing === undefined) return [];
    const { id, orderId, grantedAt, endsAt, endedBecause, seats, blocked } = row;
    const { priceKind, unitMinor: priceMinor, currency: priceCurrency, every: priceEvery } = order;
    return [
      {
        ...{ entitlementId: id, orderId, listing, endedBecause, seats, blocked },
        grantedAt: grantedAt.getTime(),
        price: priceOf({ priceKind, priceMinor, priceCurrency, priceEvery }),
        endsAt: endedBecause === null ? null : (endsAt?.getTime() ?? null),
        seatsUsed: used.get(row.listingId) ?? 0,
      },
    ];
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
