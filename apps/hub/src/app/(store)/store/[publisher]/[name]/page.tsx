import type { Metadata } from "next";
import { ListingFrame } from "../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../store/listing/listing-of.ts";
import { Overview } from "../../../../../store/listing/overview.tsx";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "overview");
}

export default async function ListingPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="overview" params={await searchParams}>
      <Overview listing={listing} />
    </ListingFrame>
  );
}
