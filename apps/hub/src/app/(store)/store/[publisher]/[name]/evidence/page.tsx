import type { Metadata } from "next";
import { EvidenceTab } from "../../../../../../store/listing/evidence-tab.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "evidence");
}

export default async function EvidencePage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="evidence" params={await searchParams}>
      <EvidenceTab listing={listing} />
    </ListingFrame>
  );
}
