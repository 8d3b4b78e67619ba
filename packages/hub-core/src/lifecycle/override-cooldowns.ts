import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { endCooldowns } from "./cooldown.ts";
import { readOffers } from "./read-offers.ts";

/**
 * To be called before something is said against versions of a listing: where one of them is the offer, what was to follow it waits no
 * longer. Safety goes before a publisher's patience.
 */
export async function overrideCooldowns(
  tx: Tx,
  { listingId, now }: { readonly listingId: string; readonly now: Date },
  blamed: readonly number[],
): Promise<void> {
  const { listings } = tables;
  const [listing] = await tx.select().from(listings).where(eq(listings.id, listingId));
  if (listing === undefined) return;
  const offer = (await readOffers(tx, [listing])).get(listingId)?.offer ?? null;
  if (offer === null || !blamed.includes(offer.version)) return;
  await endCooldowns(tx, { listingId, now }, (version) => version > offer.version && !blamed.includes(version));
}
