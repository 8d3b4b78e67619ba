import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { listingIdSchema } from "../ids.ts";
import type { ListingId } from "../ids.ts";
import { readOffers } from "../lifecycle/read-offers.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { defineCommand } from "../use-case/define.ts";
import { announceVersion } from "../watching/announce-version.ts";
import { readMissing } from "./missing.ts";
import { lockOwnRow } from "./own-listing-row.ts";

/** `listed`: everybody finds it and may get it. `draft`: its seller sees it, and who got it before. */
export type ListingStatus = "draft" | "listed";

export type ListingStatusView = {
  readonly listingId: ListingId;
  readonly personaId: string;
  readonly status: ListingStatus;
};

/** Shows a draft to everybody, and tells those who follow its publisher. What it still lacks is `refused` with all of it in the sentence and the first thing's code in `detail`. */
export const listListing = defineCommand({
  name: "listListing",
  scope: "admin",
  input: z.strictObject({ personaId: personaAddressSchema }),
  run: async ({ tx, actor, now }, { personaId }): Promise<ListingStatusView> => {
    const { listings } = tables;
    const row = await lockOwnRow(tx, actor.tenantId, personaId);
    const listingId = listingIdSchema.parse(row.id);
    if (row.status === "listed") return { listingId, personaId, status: "listed" };
    const missing = await readMissing(tx, row);
    const [first] = missing;
    if (first !== undefined) {
      const what = missing.map(({ message }) => message).join(" ");
      throw new HubError("refused", `It cannot be listed yet. ${what}`, first.code);
    }
    await tx.update(listings).set({ status: "listed", updatedAt: now }).where(eq(listings.id, row.id));
    const offer = (await readOffers(tx, [row])).get(row.id)?.offer;
    if (offer !== undefined && offer !== null) await announceVersion(tx, offer.personaVersionId, now);
    return { listingId, personaId, status: "listed" };
  },
  entityId: ({ listingId }) => listingId,
});
