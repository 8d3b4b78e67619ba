import { withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { ListingId, TenantId } from "../ids.ts";
import type { VoidReason } from "./buyer-review.ts";

/** A review that is to be void. */
export type Voiding = { readonly tenantId: TenantId; readonly listingId: ListingId; readonly because: VoidReason };

/**
 * Voids a tenant's review of a listing, and takes its vote away; resolves to whether there was one. `refunded` is believed in the
 * buyer's own transaction; that buyer and seller are one party only where the database finds it true. An entitlement that ends as
 * refunded voids the review by itself.
 */
export async function voidBuyerReviews(tx: Tx, { tenantId, listingId, because }: Voiding): Promise<boolean> {
  const [row] = await tx.execute<{ voided: number }>(
    sql`select void_buyer_reviews(${tenantId}::uuid, ${listingId}::uuid, ${because}) as voided`,
  );
  return (row?.voided ?? 0) > 0;
}

const checkedAtOnce = 2_000;

/** Looks again at the reviews that waited longest: whether buyer and seller became one party, whether a tenant's vote counts by now. */
export async function recheckBuyerReviews(deps: Deps): Promise<{ readonly looked: number }> {
  const [row] = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ looked: number }>(sql`select recheck_buyer_reviews(${checkedAtOnce}) as looked`),
  );
  return { looked: row?.looked ?? 0 };
}
