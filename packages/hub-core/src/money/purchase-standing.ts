import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { isSellerReady, openOrder, trialOf } from "./place-order.ts";

/** What stands between a tenant and something that has a price. */
export type PurchaseStanding = {
  /** Its own Persona: nothing to buy. */
  readonly own: boolean;
  /** Whether its seller can be paid; nobody can buy before. */
  readonly sellerReady: boolean;
  /** Free days this tenant gets; null where there are none, or it had them. */
  readonly trialDays: number | null;
  /** Begun and not paid. */
  readonly open: { readonly orderId: string; readonly quantity: number } | null;
  /** Who of the tenant may buy, by mail address; at most three. */
  readonly buyers: readonly string[];
};

/** Whether and how a tenant can buy a listing now; `placeOrder` decides. */
export const getPurchaseStanding = defineQuery({
  name: "getPurchaseStanding",
  scope: "viewer",
  input: z.strictObject({ listingId: listingIdSchema }),
  run: async ({ tx, actor, now }, { listingId }): Promise<PurchaseStanding> => {
    const { tenantId } = actor;
    const [listing] = await tx.select().from(tables.listings).where(eq(tables.listings.id, listingId));
    if (listing === undefined) throw notFound("Persona");
    const { trialDays, priceKind, tenantId: seller } = listing;
    const renews = priceKind === "subscription" || priceKind === "per-agent";
    return {
      own: seller === tenantId,
      sellerReady: await isSellerReady(tx, seller),
      trialDays: renews ? await trialOf(tx, tenantId, { id: listingId, trialDays }) : null,
      open: await readOpen(tx, tenantId, listingId, now),
      buyers: await readBuyers(tx, tenantId),
    };
  },
});

async function readOpen(
  tx: Tx,
  tenantId: TenantId,
  listingId: ListingId,
  now: Date,
): Promise<PurchaseStanding["open"]> {
  const order = await openOrder(tx, tenantId, listingId);
  const payable = order?.checkoutExpiresAt != null && order.checkoutExpiresAt > now;
  return order !== undefined && payable ? { orderId: order.id, quantity: order.quantity } : null;
}

async function readBuyers(tx: Tx, tenantId: TenantId): Promise<readonly string[]> {
  const { memberships, users } = tables;
  const rows = await tx
    .select({ email: users.email })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.tenantId, tenantId), inArray(memberships.role, ["owner", "admin"])))
    .orderBy(asc(users.email))
    .limit(3);
  return rows.map(({ email }) => email);
}
