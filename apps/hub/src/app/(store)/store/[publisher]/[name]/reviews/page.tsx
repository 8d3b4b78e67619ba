import type { Metadata } from "next";
import { ListingReviews } from "../../../../../../buyer-reviews/listing-reviews.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";
import { tabOf } from "../../../../../../store/listing/listing-tabs.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "reviews");
}

export default async function ReviewsPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  const asked = await searchParams;
  return (
    <ListingFrame listing={listing} tab="reviews" params={asked}>
      <ListingReviews listing={listing} path={tabOf(listing.personaId, "reviews").href} params={asked} />
    </ListingFrame>
  );
}
