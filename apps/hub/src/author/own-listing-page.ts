import { getOwnListing } from "@fleet-persona/hub-core";
import type { OwnListing } from "@fleet-persona/hub-core";
import { mayApprove } from "../fleet/may.ts";
import { ask, requireSession } from "../trpc/ask.ts";

export type ListingParams = Promise<{ readonly publisher: string; readonly name: string }>;

/** What every page of one of the tenant's Personas begins with. */
export async function openListing(
  params: ListingParams,
): Promise<{ readonly personaId: string; readonly listing: OwnListing; readonly maySpeak: boolean }> {
  const { publisher, name } = await params;
  const personaId = `${publisher}/${name}`;
  const [listing, { actor }] = await Promise.all([ask(getOwnListing, { personaId }), requireSession()]);
  return { personaId, listing, maySpeak: mayApprove(actor.role) };
}
