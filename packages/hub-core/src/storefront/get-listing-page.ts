import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { readMeasuredEffects } from "../experiments/measured-effects.ts";
import { notFound } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema, slugSchema } from "../ids.ts";
import { readAdvisories } from "../lifecycle/advisory.ts";
import { readStoreRows } from "../store/read-store-rows.ts";
import { defineQuery } from "../use-case/define.ts";
import type { ListingPageView } from "./listing-page.ts";
import { readSeller } from "./read-seller.ts";
import { readGateFigures, readVersionContent, readVersionHistory } from "./read-version-page.ts";

const mostEffectsShown = 50;

/** One listed Persona by its address `publisher/name`, as its page shows it. */
export const getListingPage = defineQuery({
  name: "getListingPage",
  scope: "public",
  input: z.strictObject({ publisher: slugSchema, name: z.string().min(1).max(96) }),
  run: async ({ tx }, { publisher, name }): Promise<ListingPageView> => {
    const { listings } = tables;
    const address = and(eq(listings.publisherSlug, publisher), eq(listings.name, name), eq(listings.status, "listed"));
    const [found] = await tx
      .select({ id: listings.id, latestVersionId: listings.latestVersionId })
      .from(listings)
      .where(address);
    if (found === undefined) throw notFound("Persona");
    const listingId = listingIdSchema.parse(found.id);
    const latestVersionId = personaVersionIdSchema.parse(found.latestVersionId);
    // One connection answers them all; asked at once they share their way there and back.
    const [[row], content, history, scenarios, effects, advisories, seller] = await Promise.all([
      readStoreRows(tx, [listingId]),
      readVersionContent(tx, latestVersionId),
      readVersionHistory(tx, listingId),
      readGateFigures(tx, latestVersionId),
      readMeasuredEffects(tx, { listingId, limit: mostEffectsShown, tenantId: null }),
      readAdvisories(tx, [listingId]),
      readSeller(tx, publisher),
    ]);
    if (row === undefined || content === undefined) throw notFound("Persona");
    const { versions, count } = history;
    return {
      ...row,
      ...content,
      seller,
      publisherKeys: seller.keys,
      scenarios,
      effects,
      advisories,
      versions,
      versionCount: count,
    };
  },
});
