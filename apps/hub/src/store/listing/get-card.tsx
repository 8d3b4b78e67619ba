import { listEntitlements, listFleets } from "@fleet-persona/hub-core";
import type { ListingPageView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import type { Session } from "../../auth/session.ts";
import { ask } from "../../trpc/ask.ts";
import { Card, CardBody } from "../../ui/card.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Day } from "../day.tsx";
import { signInHref } from "../frame/store-header.tsx";
import { LazyGetButton } from "../frame/lazy-controls.tsx";
import { priceMeaning, priceWords } from "../price-words.ts";

type Props = { readonly listing: ListingPageView; readonly session: Session | null; readonly children: ReactNode };

/** What it costs and the way to get it. */
export function GetCard({ listing, session, children }: Props) {
  const { price, trialDays, coming } = listing;
  return (
    <Card id="get" aria-label="Price" className="scroll-mt-16">
      <CardBody className="grid gap-4">
        <div>
          <p className="text-20 font-semibold">{priceWords(price)}</p>
          <p className="text-13 text-muted">
            {priceMeaning(price)}
            {trialDays !== null && ` ${trialDays} days to try it first.`}
          </p>
        </div>
        {session === null ? <SignInToGet listing={listing} /> : <Get listing={listing} />}
        {coming !== null && (
          <p className="text-13 text-muted">
            Version {coming.version} cools down: fleets are led to it from <Day at={coming.offeredFrom} />.
          </p>
        )}
        {children}
      </CardBody>
    </Card>
  );
}

const isOffered = ({ versions }: ListingPageView): boolean =>
  versions.some(({ state }) => state === "offered" || state === "deprecated");

async function SignInToGet({ listing }: { readonly listing: ListingPageView }) {
  if (!isOffered(listing)) return <Notice tone="warn">Its publisher offers no version of it any more.</Notice>;
  return (
    <LinkButton tone="primary" size="large" wide href={await signInHref()} prefetch={false}>
      Sign in to get it
    </LinkButton>
  );
}

async function Get({ listing }: { readonly listing: ListingPageView }) {
  const [entitlements, fleets] = await Promise.all([ask(listEntitlements, {}), ask(listFleets, {})]);
  const only = fleets.length === 1 ? fleets[0] : undefined;
  return (
    <LazyGetButton
      listing={{ listingId: listing.listingId, title: listing.title }}
      offered={isOffered(listing)}
      free={listing.price.kind === "free"}
      owned={entitlements.some((entitlement) => entitlement.listing.listingId === listing.listingId)}
      next={only === undefined ? "/fleets" : `/fleets/${only.fleetId}/persona`}
    />
  );
}
