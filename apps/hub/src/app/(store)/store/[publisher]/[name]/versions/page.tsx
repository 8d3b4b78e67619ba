import type { Metadata } from "next";
import { VersionsTab } from "../../../../../../store/listing/versions-tab.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "versions");
}

export default async function VersionsPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="versions" params={await searchParams}>
      <VersionsTab listing={listing} />
    </ListingFrame>
  );
}
