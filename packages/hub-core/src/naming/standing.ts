import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, inArray, isNotNull, or, sql } from "drizzle-orm";

const votesOfStanding = 3;
const agentsOfStanding = 10;

/** Of publishers and listings, those that people know: three counted votes, ten agents of others, or a verified domain. */
export async function withStanding(
  tx: Tx,
  things: readonly { readonly kind: "publisher" | "listing"; readonly thingId: string }[],
): Promise<ReadonlySet<string>> {
  const { listingRatings, listings, publisherDomains } = tables;
  const ids = [...new Set(things.map(({ thingId }) => thingId))];
  if (ids.length === 0) return new Set();
  const rows = await tx
    .select({
      listing: listings.id,
      publisher: listings.publisherId,
      known: sql<boolean>`coalesce(${listingRatings.votes}, 0) >= ${votesOfStanding} or listing_agents(${listings.id}) >= ${agentsOfStanding}`,
    })
    .from(listings)
    .leftJoin(listingRatings, eq(listingRatings.listingId, listings.id))
    .where(or(inArray(listings.id, ids), inArray(listings.publisherId, ids)));
  const domains = await tx
    .select({ publisher: publisherDomains.publisherId })
    .from(publisherDomains)
    .where(and(inArray(publisherDomains.publisherId, ids), isNotNull(publisherDomains.verifiedAt)));
  const known = rows.filter((row) => row.known);
  return new Set([
    ...known.map(({ listing }) => listing),
    ...known.map(({ publisher }) => publisher),
    ...domains.map(({ publisher }) => publisher),
  ]);
}
