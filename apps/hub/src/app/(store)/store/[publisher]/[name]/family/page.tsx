import { getFamily, getPublicFamily } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { currentSession } from "../../../../../../auth/session.ts";
import { FamilyTree } from "../../../../../../family/family-view.tsx";
import { ListingFrame } from "../../../../../../store/listing/listing-frame.tsx";
import { listingMetadata, listingOf } from "../../../../../../store/listing/listing-of.ts";
import type { ListingPageProps } from "../../../../../../store/listing/listing-of.ts";
import { ask, askPublic } from "../../../../../../trpc/ask.ts";
import { Notice } from "../../../../../../ui/notice.tsx";

export function generateMetadata({ params }: ListingPageProps): Promise<Metadata> {
  return listingMetadata(params, "family");
}

export default async function FamilyPage({ params, searchParams }: ListingPageProps) {
  const { publisher, name } = await params;
  const [listing, session] = await Promise.all([listingOf(publisher, name), currentSession()]);
  const address = { publisher, name };
  const family = session === null ? await askPublic(getPublicFamily, address) : await ask(getFamily, address);
  const measured = family.versions.filter(({ effects }) => effects.length > 0).length;
  return (
    <ListingFrame listing={listing} tab="family" params={await searchParams}>
      <section aria-labelledby="family-title" className="grid gap-4">
        <div className="max-w-read">
          <h2 id="family-title">Family of {family.title}</h2>
          <p className="text-muted">
            Every version below what it was made from, as its signed manifest says. An effect is shown beside what it
            was compared with, and says who says so: your own experiment, another tenant's agents, or the author before
            it ran.
          </p>
        </div>
        {measured === 0 && (
          <Notice>
            Nobody has measured one of these versions beside another yet.{" "}
            <Link href="/experiments/new" prefetch={false}>
              Plan an experiment
            </Link>{" "}
            to be the first.
          </Notice>
        )}
        <FamilyTree family={family} />
      </section>
    </ListingFrame>
  );
}
