import type { Metadata } from "next";
import { ContractTab } from "../../../../../../store/listing/contract-tab.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "contract");
}

export default async function ContractPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  return (
    <ListingFrame listing={listing} tab="contract" params={await searchParams}>
      <ContractTab manifest={listing.manifest} />
    </ListingFrame>
  );
}
