import { tables } from "@fleet-persona/db";
import { eq } from "drizzle-orm";
import { z } from "zod";
import { HubError } from "../hub-error.ts";
import { personaAddressSchema } from "../lifecycle/version-state.ts";
import { columnsOf } from "../store/price-of.ts";
import { defineCommand } from "../use-case/define.ts";
import { longestTrialDays, priceSchema, requirePossible, termsOf } from "./listing-terms.ts";
import type { ListingTerms } from "./listing-terms.ts";
import { lockOwnRow } from "./own-listing-row.ts";

/**
 * Sets what a listing costs from now on, and for how many days it can be tried. Who got it before keeps the terms it was got under;
 * every price stays in the history. `refused` with `currency-unknown`, `price-out-of-bounds`, `trial-of-free`, `trial-of-one-off`.
 */
export const setListingTerms = defineCommand({
  name: "setListingTerms",
  scope: "admin",
  input: z.strictObject({
    personaId: personaAddressSchema,
    price: priceSchema,
    trialDays: z.int().min(1).max(longestTrialDays).nullable().default(null),
  }),
  run: async ({ tx, actor, now }, { personaId, price, trialDays }): Promise<ListingTerms> => {
    requirePossible(price);
    if (price.kind === "free" && trialDays !== null)
      throw new HubError("refused", "What is free needs no trial: leave the days empty.", "trial-of-free");
    if (price.kind === "one-off" && trialDays !== null) throw new HubError("refused", NO_TRIAL, "trial-of-one-off");
    const { listingPrices, listings } = tables;
    const row = await lockOwnRow(tx, actor.tenantId, personaId);
    const said = { ...columnsOf(price), trialDays };
    const known = { ...columnsOf(termsOf(row).price), trialDays: row.trialDays };
    if (row.termsSetAt !== null && JSON.stringify(said) === JSON.stringify(known)) return termsOf(row);
    const [changed] = await tx
      .update(listings)
      .set({ ...said, termsSetAt: now })
      .where(eq(listings.id, row.id))
      .returning();
    if (changed === undefined) throw new TypeError("A listing that is locked cannot be gone.");
    const { tenantId, userId } = actor;
    await tx.insert(listingPrices).values({ ...said, tenantId, listingId: row.id, setBy: userId, setAt: now });
    return termsOf(changed);
  },
  entityId: (_terms, { personaId }) => personaId,
});

const NO_TRIAL = "What is paid once has no trial: its buyer can ask for its money back for 14 days instead.";
