import { longestCooldownH } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { CooldownForm } from "../../../../../../author/cooldown-form.tsx";
import { ListingFrame } from "../../../../../../author/listing-frame.tsx";
import { UnlistButton } from "../../../../../../author/listing-status.tsx";
import { openListing } from "../../../../../../author/own-listing-page.ts";
import type { ListingParams } from "../../../../../../author/own-listing-page.ts";
import { Card, CardBody, CardHead } from "../../../../../../ui/card.tsx";
import { Fact, Facts } from "../../../../../../ui/facts.tsx";

export const metadata: Metadata = { title: "Settings" };

export default async function ListingSettingsPage({ params }: { readonly params: ListingParams }) {
  const { personaId, listing, maySpeak } = await openListing(params);
  const { cooldownH, status, summary, tags } = listing;
  return (
    <ListingFrame listing={listing} current="/settings" maySpeak={maySpeak}>
      <Card aria-label="Cool-down">
        <CardHead title="Cool-down" note="Time to notice what is wrong with a version before fleets follow" />
        <CardBody>
          {maySpeak ? (
            <CooldownForm key={cooldownH} personaId={personaId} hours={cooldownH} longest={longestCooldownH} />
          ) : (
            <p className="text-13">{cooldownH === 0 ? "None." : `${cooldownH} h after it was published.`}</p>
          )}
          <p className="mt-3 max-w-read text-13 text-muted">
            An advisory on the version in offer, or taking that version back, ends it at once: nobody is kept on what is
            known to be wrong.
          </p>
        </CardBody>
      </Card>
      <Card aria-label="What is signed">
        <CardHead title="What is signed" note="Title, summary, tags and card change with a new version alone" />
        <CardBody>
          <Facts>
            <Fact term="Summary">{summary}</Fact>
            <Fact term="Tags">{tags.length === 0 ? "none" : tags.join(", ")}</Fact>
          </Facts>
        </CardBody>
      </Card>
      <Card aria-label="More">
        <CardHead title="More" />
        <CardBody className="flex flex-wrap items-center justify-between gap-3">
          <p className="flex flex-wrap gap-4 text-13">
            <Link href={`/author/${personaId}/refinements`}>Refinements</Link>
            <Link href={`/store/${personaId}/family`}>Family</Link>
          </p>
          {maySpeak && status === "listed" && <UnlistButton personaId={personaId} />}
        </CardBody>
      </Card>
    </ListingFrame>
  );
}
