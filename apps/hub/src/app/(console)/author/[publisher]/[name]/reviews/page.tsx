import type { Metadata } from "next";
import { ListingFrame } from "../../../../../../author/listing-frame.tsx";
import { openListing } from "../../../../../../author/own-listing-page.ts";
import type { ListingParams } from "../../../../../../author/own-listing-page.ts";
import { AnswerReviews } from "../../../../../../buyer-reviews/answer-reviews.tsx";

export const metadata: Metadata = { title: "Reviews" };

export default async function ListingReviewsPage({ params }: { readonly params: ListingParams }) {
  const { personaId, listing, maySpeak } = await openListing(params);
  const [publisher = ""] = personaId.split("/");
  return (
    <ListingFrame listing={listing} current="/reviews" maySpeak={maySpeak}>
      <AnswerReviews listingId={listing.listingId} sellerName={publisher} />
    </ListingFrame>
  );
}
