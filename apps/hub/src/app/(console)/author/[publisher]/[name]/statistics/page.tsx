import { fewestTenants, getListingStatistics } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ListingFrame } from "../../../../../../author/listing-frame.tsx";
import { openListing } from "../../../../../../author/own-listing-page.ts";
import type { ListingParams } from "../../../../../../author/own-listing-page.ts";
import { StatisticsView } from "../../../../../../author/statistics-view.tsx";
import { ask } from "../../../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Statistics" };

type Props = {
  readonly params: ListingParams;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
};

export default async function StatisticsPage({ params, searchParams }: Props) {
  const [{ personaId, listing, maySpeak }, { window }] = await Promise.all([openListing(params), searchParams]);
  const wanted = window === "90d" || window === "1y" ? window : "30d";
  const statistics = await ask(getListingStatistics, { personaId, window: wanted });
  return (
    <ListingFrame listing={listing} current="/statistics" maySpeak={maySpeak}>
      <StatisticsView personaId={personaId} statistics={statistics} fewest={fewestTenants} />
    </ListingFrame>
  );
}
