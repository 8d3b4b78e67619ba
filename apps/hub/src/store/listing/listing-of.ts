import { getListingPage, listMeasuredEffects } from "@fleet-persona/hub-core";
import type { ListingPageView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { cache } from "react";
import { currentSession } from "../../auth/session.ts";
import { readEnvironment } from "../../env.ts";
import { ask, askPublic } from "../../trpc/ask.ts";
import { pageMetadata } from "../indexing/page-metadata.ts";
import type { SearchParams } from "../store-query.ts";
import { tabOf } from "./listing-tabs.ts";
import type { TabSlug } from "./listing-tabs.ts";

export type ListingParams = Promise<{ readonly publisher: string; readonly name: string }>;

export type ListingPageProps = { readonly params: ListingParams; readonly searchParams: Promise<SearchParams> };

/** A listing by its address, read once for the page and what it tells of itself. */
export const listingOf = cache((publisher: string, name: string): Promise<ListingPageView> =>
  askPublic(getListingPage, { publisher, name }),
);

/** What fleets told of it; to the tenant that told one it says so. */
export async function effectsOf({ listingId, effects }: ListingPageView): Promise<ListingPageView["effects"]> {
  if (effects.length === 0 || (await currentSession()) === null) return effects;
  return ask(listMeasuredEffects, { listingId, limit: 50 });
}

/** The metadata of one of a listing's pages. */
export async function listingMetadata(params: ListingParams, tab: TabSlug): Promise<Metadata> {
  const { publisher, name } = await params;
  const { title, summary, publisherName, personaId } = await listingOf(publisher, name);
  const { label, href } = tabOf(personaId, tab);
  const words = tab === "overview" ? `${title} by ${publisherName}` : `${label} of ${title}`;
  return pageMetadata({ hubUrl: readEnvironment().hubUrl, path: href, title: words, description: summary });
}
