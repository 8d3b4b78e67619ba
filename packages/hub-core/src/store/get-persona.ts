import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, sql } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import { HubError, notFound } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId } from "../ids.ts";
import { readVersionStates } from "../lifecycle/read-version-states.ts";
import { mayBegin } from "../lifecycle/version-state.ts";
import { defineCommand } from "../use-case/define.ts";
import type { EntitlementView } from "./listing.ts";
import { readEntitlements } from "./read-entitlements.ts";

/**
 * Gets a free Persona for the tenant: one order and one entitlement, however often it is asked. `refused` with `gate-rejected` when
 * the gate rejected every version of it, with `nothing-offered` when no fleet may begin with any of them, with `payment-unavailable`
 * when it has a price.
 */
export const getPersona = defineCommand({
  name: "getPersona",
  scope: "operator",
  input: z.strictObject({ listingId: listingIdSchema }),
  run: async ({ tx, actor, now }, { listingId }): Promise<EntitlementView> => {
    const { entitlements, listings, orders } = tables;
    const { tenantId, userId } = actor;
    // Two clicks at once must not make two orders.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`${tenantId}/${listingId}`}, 0))`);
    const [known] = await readEntitlements(tx, { tenantId, now, listingId });
    if (known !== undefined) return known;
    const [listing] = await tx
      .select({ seller: listings.tenantId, priceKind: listings.priceKind })
      .from(listings)
      .where(and(eq(listings.id, listingId), eq(listings.status, "listed")));
    if (listing === undefined) throw notFound("Persona");
    await requireOffer(tx, listingId);
    if (listing.priceKind !== "free") throw new HubError("refused", NOT_YET_SOLD, "payment-unavailable");
    const bought = { tenantId, sellerTenantId: listing.seller, listingId };
    const [order] = await tx
      .insert(orders)
      .values({ ...bought, amountMinor: 0, currency: "EUR", status: "fulfilled", orderedBy: userId, createdAt: now })
      .returning({ id: orders.id });
    if (order === undefined) throw notFound("Persona");
    await tx.insert(entitlements).values({ ...bought, orderId: order.id, grantedAt: now });
    const [granted] = await readEntitlements(tx, { tenantId, now, listingId });
    if (granted === undefined) throw notFound("Persona");
    return granted;
  },
  entityId: (entitlement) => entitlement.entitlementId,
});

const NOT_YET_SOLD = "This Persona has a price, and this hub cannot take payments yet: only what is free can be got.";

/** Some version must be offered by its publisher and not rejected by the gate. */
export async function requireOffer(tx: Tx, listingId: ListingId): Promise<void> {
  const { personaVersions } = tables;
  const rows = await tx
    .select({ id: personaVersions.id })
    .from(personaVersions)
    .where(eq(personaVersions.listingId, listingId));
  const ids = rows.map(({ id }) => id);
  const gates = await readGateStates(tx, ids.map(versionId));
  const rejected = [...gates.values()].filter((state) => state.kind === "judged" && state.verdict === "rejected");
  if (rejected.length > 0 && rejected.length === gates.size) {
    const message = "The gate rejected this Persona: its versions must not reach a fleet.";
    throw new HubError("refused", message, "gate-rejected");
  }
  const states = await readVersionStates(tx, ids);
  const some = ids.some((id) => {
    const state = states.get(id);
    return state === undefined || mayBegin(state);
  });
  if (!some) throw new HubError("refused", "Its publisher offers no version of it any more.", "nothing-offered");
}
