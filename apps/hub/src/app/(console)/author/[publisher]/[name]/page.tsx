import { getGateProgress } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { AdvisorySection } from "../../../../../author/advisory-section.tsx";
import { GateProgress } from "../../../../../author/gate-progress.tsx";
import { ListingFrame } from "../../../../../author/listing-frame.tsx";
import { openListing } from "../../../../../author/own-listing-page.ts";
import type { ListingParams } from "../../../../../author/own-listing-page.ts";
import { VersionList } from "../../../../../author/version-list.tsx";
import { hubDeps } from "../../../../../deps.ts";
import { ask } from "../../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Versions" };

export default async function VersionsPage({ params }: { readonly params: ListingParams }) {
  const { listing, maySpeak } = await openListing(params);
  const waiting = listing.versions.filter(({ gate }) => gate.kind === "pending").slice(0, 3);
  const progress = await Promise.all(
    waiting.map(async ({ personaVersionId, version }) => ({
      personaVersionId,
      version,
      initial: await ask(getGateProgress, { personaVersionId }),
    })),
  );
  return (
    <ListingFrame listing={listing} current="" maySpeak={maySpeak}>
      {progress.map((each) => (
        <GateProgress key={each.personaVersionId} {...each} />
      ))}
      <VersionList listing={listing} maySpeak={maySpeak} now={hubDeps().core.now().getTime()} />
      <AdvisorySection listing={listing} maySpeak={maySpeak} />
    </ListingFrame>
  );
}
