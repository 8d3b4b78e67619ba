import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { checkoutMs } from "@fleet-persona/money";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { requireOffer } from "../store/get-persona.ts";
import { priceOf } from "../store/price-of.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { defineCommand } from "../use-case/define.ts";

type OrderRow = typeof tables.orders.$inferSelect;
export type PlacedOrder = {
  readonly order: OrderRow;
  readonly title: string;
  readonly customerId: string | null;
  /** An order of before whose price or quantity is another one: its page must be closed first. */
  readonly stale: boolean;
};

/**
 * Orders what has a price: the tenant's one open order of it, however often and in however many windows it is asked for. `refused` with
 * `already-yours`, `free-of-charge`, `own-persona`, `seller-not-ready`, `nothing-offered`, `gate-rejected`, `price-changed` where the
 * buyer saw another price.
 */
export const placeOrder = defineCommand({
  name: "placeOrder",
  scope: "admin",
  input: z.strictObject({
    listingId: listingIdSchema,
    quantity: z.int().min(1).max(100_000).default(1),
    /** The price the buyer agreed to. */
    seen: z.strictObject({ amountMinor: z.int().min(1), currency: z.string().length(3) }),
  }),
  run: async ({ tx, actor, now }, { listingId, quantity, seen }): Promise<PlacedOrder> => {
    const { tenantId, userId } = actor;
    await lockListing(tx, tenantId, listingId);
    const [known] = await readEntitlements(tx, { tenantId, now, listingId });
    if (known !== undefined) throw new HubError("refused", "Your tenant has it already.", "already-yours");
    const listing = await readListing(tx, listingId);
    const price = priceOf(listing);
    if (price.kind === "free")
      throw new HubError("refused", "It is free now: get it without an order.", "free-of-charge");
    if (listing.tenantId === tenantId) throw new HubError("refused", "It is your own Persona.", "own-persona");
    if (price.amountMinor !== seen.amountMinor || price.currency !== seen.currency)
      throw new HubError("conflict", "The price has changed since you saw it: look at it again.", "price-changed");
    await requireOffer(tx, listingId);
    await requireReadySeller(tx, listing.tenantId);
    const wanted = {
      priceKind: price.kind,
      unitMinor: price.amountMinor,
      quantity: price.kind === "per-agent" ? quantity : 1,
      currency: price.currency,
      every: price.kind === "one-off" ? null : price.every,
      trialDays: price.kind === "one-off" ? null : await trialOf(tx, tenantId, listing),
    };
    const customerId = await customerOf(tx, tenantId);
    const open = await openOrder(tx, tenantId, listingId);
    const { title } = listing;
    if (open !== undefined) {
      const late = (open.checkoutExpiresAt?.getTime() ?? 0) < now.getTime() + latestMs;
      return { order: open, title, customerId, stale: late || !sameTerms(open, wanted) };
    }
    const [order] = await tx
      .insert(tables.orders)
      .values({
        ...wanted,
        tenantId,
        sellerTenantId: listing.tenantId,
        listingId,
        amountMinor: wanted.unitMinor * wanted.quantity,
        status: "open",
        orderedBy: userId,
        createdAt: now,
        checkoutExpiresAt: new Date(now.getTime() + checkoutMs),
      })
      .returning();
    if (order === undefined) throw notFound("Persona");
    return { order, title, customerId, stale: false };
  },
  entityId: ({ order }) => order.id,
});

// The last minutes of a page are not begun: who pays must have the time for it.
const latestMs = 5 * 60_000;

function sameTerms(order: OrderRow, wanted: Partial<OrderRow>): boolean {
  const terms = ["priceKind", "unitMinor", "quantity", "currency", "every", "trialDays"] as const;
  return terms.every((name) => order[name] === wanted[name]);
}

/** Two windows at once must not make two orders. */
export async function lockListing(tx: Tx, tenantId: TenantId, listingId: ListingId): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}/${listingId}`}, 0))`);
}

async function readListing(tx: Tx, listingId: ListingId): Promise<typeof tables.listings.$inferSelect> {
  const { listings } = tables;
  const [listing] = await tx
    .select()
    .from(listings)
    .where(and(eq(listings.id, listingId), eq(listings.status, "listed")));
  if (listing === undefined) throw notFound("Persona");
  return listing;
}

/** Whether a seller can be paid; how its account stands otherwise is its own affair. */
export async function isSellerReady(tx: Tx, sellerTenantId: string): Promise<boolean> {
  const [row] = await tx.execute<{ ready: boolean }>(sql`select seller_ready(${sellerTenantId}::uuid) as ready`);
  return row?.ready === true;
}

async function requireReadySeller(tx: Tx, sellerTenantId: string): Promise<void> {
  if (await isSellerReady(tx, sellerTenantId)) return;
  throw new HubError(
    "refused",
    "Its seller cannot be paid yet, so it cannot be bought yet. Follow it to be told.",
    "seller-not-ready",
  );
}

/** The free days a tenant gets of a listing: once for each of them. */
export async function trialOf(
  tx: Tx,
  tenantId: TenantId,
  { id, trialDays }: { readonly id: string; readonly trialDays: number | null },
): Promise<number | null> {
  if (trialDays === null) return null;
  const { subscriptions } = tables;
  const had = await tx
    .select({ id: subscriptions.subscriptionId })
    .from(subscriptions)
    .where(and(eq(subscriptions.tenantId, tenantId), eq(subscriptions.listingId, id)))
    .limit(1);
  return had.length === 0 ? trialDays : null;
}

async function customerOf(tx: Tx, tenantId: TenantId): Promise<string | null> {
  const { paymentCustomers } = tables;
  const [row] = await tx.select().from(paymentCustomers).where(eq(paymentCustomers.tenantId, tenantId));
  return row?.customerId ?? null;
}

/** The one order of a listing that a tenant has not paid. */
export async function openOrder(tx: Tx, tenantId: TenantId, listingId: ListingId): Promise<OrderRow | undefined> {
  const { orders } = tables;
  const mine = and(eq(orders.tenantId, tenantId), eq(orders.listingId, listingId), eq(orders.status, "open"));
  const [order] = await tx.select().from(orders).where(mine);
  return order;
}
