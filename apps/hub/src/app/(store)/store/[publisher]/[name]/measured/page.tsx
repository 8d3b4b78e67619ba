import type { Metadata } from "next";
import { currentSession } from "../../../../../../auth/session.ts";
import { mayApprove } from "../../../../../../fleet/may.ts";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { effectsOf, listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";
import { MeasuredTab } from "../../../../../../store/listing/measured-tab.tsx";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "measured");
}

export default async function MeasuredPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const listing = await listingOf(publisher, name);
  const [effects, session] = await Promise.all([effectsOf(listing), currentSession()]);
  return (
    <ListingFrame listing={listing} tab="measured" params={await searchParams}>
      <MeasuredTab
        listing={listing}
        effects={effects}
        mayWithdraw={session !== null && mayApprove(session.actor.role)}
      />
    </ListingFrame>
  );
}
