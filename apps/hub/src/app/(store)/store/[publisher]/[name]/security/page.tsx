import type { Metadata } from "next";
import { SecurityTab } from "../../../../../../store/listing/security-tab.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "security");
}

export default async function SecurityPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="security" params={await searchParams}>
      <SecurityTab listing={listing} />
    </ListingFrame>
  );
}
