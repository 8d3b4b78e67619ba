import { listEntitlements, listFleets } from "@fleet-persona/hub-core";
import type { EntitlementView, ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import type { Session } from "../../auth/session.ts";
import { BuySection } from "../../money/buying/buy-section.tsx";
import { heldWords, limitsOf } from "../../money/entitlement-words.ts";
import { LimitLines } from "../../money/limit-lines.tsx";
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
  const renews = price.kind === "subscription" || price.kind === "per-agent";
  return (
    <Card id="get" aria-label="Price" className="scroll-mt-16">
      <CardBody className="grid gap-4">
        <div>
          <p className="text-20 font-semibold">{priceWords(price)}</p>
          <p className="text-13 text-muted">
            {priceMeaning(price)}
            {renews && trialDays !== null && ` ${trialDays} days to try it first, free.`}
          </p>
        </div>
        {session === null ? <SignInToGet listing={listing} /> : <Get listing={listing} session={session} />}
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
  if (!isOffered(listing)) return <NothingOffered />;
  return (
    <LinkButton tone="primary" size="large" wide href={await signInHref()} prefetch={false}>
      {listing.price.kind === "free" ? "Sign in to get it" : "Sign in to buy it"}
    </LinkButton>
  );
}

function NothingOffered() {
  return <Notice tone="warn">Its publisher offers no version of it any more.</Notice>;
}

type GetProps = { readonly listing: ListingPageView; readonly session: Session };

async function Get({ listing, session }: GetProps) {
  const [entitlements, fleets] = await Promise.all([ask(listEntitlements, {}), ask(listFleets, {})]);
  const only = fleets.length === 1 ? fleets[0] : undefined;
  const next = only === undefined ? "/fleets" : `/fleets/${only.fleetId}/persona`;
  const held = entitlements.find((entitlement) => entitlement.listing.listingId === listing.listingId);
  const { listingId, title, price } = listing;
  if (held !== undefined && price.kind !== "free") return <Held held={held} next={next} />;
  if (price.kind !== "free")
    return isOffered(listing) ? <BuySection {...{ listing, price, session }} /> : <NothingOffered />;
  return (
    <LazyGetButton listing={{ listingId, title }} offered={isOffered(listing)} owned={held !== undefined} next={next} />
  );
}

function Held({ held, next }: { readonly held: EntitlementView; readonly next: string }) {
  const [worst] = limitsOf(held);
  return (
    <div className="grid gap-3" role="status">
      <Notice tone={worst?.tone ?? "good"}>
        {worst === undefined ? "In your library." : <LimitLines held={held} />}
      </Notice>
      {held.blocked === null && (
        <LinkButton tone="primary" size="large" wide href={next}>
          Put it on a fleet
        </LinkButton>
      )}
      {held.price.kind !== "free" && (
        <p className="text-13">
          {heldWords(held)}. <Link href={`/orders/${held.orderId}`}>See your order</Link>
        </p>
      )}
    </div>
  );
}
