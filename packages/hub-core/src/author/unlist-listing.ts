import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { listingIdSchema } from "../ids.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineCommand } from "../use-case/define.ts";
import type { ListingStatusView } from "./list-listing.ts";
import { lockOwnRow } from "./own-listing-row.ts";

/** Takes a listing off the shelf: nobody new finds or gets it; who got it keeps it, with its new versions. */
export const unlistListing = defineCommand({
  name: "unlistListing",
  scope: "admin",
  input: z.strictObject({ personaId: personaAddressSchema }),
  run: async ({ tx, actor }, { personaId }): Promise<ListingStatusView> => {
    const { listings } = tables;
    const row = await lockOwnRow(tx, actor.tenantId, personaId);
    await tx.update(listings).set({ status: "draft" }).where(eq(listings.id, row.id));
    return { listingId: listingIdSchema.parse(row.id), personaId, status: "draft" };
  },
  entityId: ({ listingId }) => listingId,
});
