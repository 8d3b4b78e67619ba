import { tables } from "@fleet-persona/db";
import { and, asc, eq, isNull, or } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import type { FollowSubject } from "./follow-subject.ts";
import { listingIdSchema } from "../ids.ts";

/** Something that is followed, as it is called today. */
export type FollowView = {
  readonly subject: FollowSubject;
  readonly title: string;
  /** `publisher/name`, or the publisher's slug. */
  readonly address: string;
  /** Followed by the whole tenant, not by the caller alone. */
  readonly forTenant: boolean;
  readonly followedAt: number;
};

/** What the caller and their tenant follow, by name. What is no longer on the shelf is left out. */
export const listFollows = defineQuery({
  name: "listFollows",
  scope: "viewer",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly FollowView[]> => {
    const { follows, listings, publishers } = tables;
    const mine = or(isNull(follows.userId), eq(follows.userId, actor.userId));
    const rows = await tx
      .select({ follow: follows, listing: listings, publisher: publishers })
      .from(follows)
      .leftJoin(listings, eq(listings.id, follows.listingId))
      .leftJoin(publishers, eq(publishers.id, follows.publisherId))
      .where(and(eq(follows.tenantId, actor.tenantId), mine))
      .orderBy(asc(listings.title), asc(publishers.displayName), asc(follows.id));
    return rows.flatMap(({ follow, listing, publisher }): FollowView[] => {
      const common = { forTenant: follow.userId === null, followedAt: follow.followedAt.getTime() };
      if (listing !== null) {
        const address = `${listing.publisherSlug}/${listing.name}`;
        return [
          { ...common, subject: { listingId: listingIdSchema.parse(listing.id) }, title: listing.title, address },
        ];
      }
      if (publisher === null) return [];
      const { slug, displayName } = publisher;
      return [{ ...common, subject: { publisher: slug }, title: displayName, address: slug }];
    });
  },
});
