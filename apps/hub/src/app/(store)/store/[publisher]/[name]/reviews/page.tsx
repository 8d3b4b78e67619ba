import type { Metadata } from "next";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "reviews");
}

export default async function ReviewsPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="reviews" params={await searchParams}>
      <p>{listing.rating?.votes}</p>
    </ListingFrame>
  );
}
