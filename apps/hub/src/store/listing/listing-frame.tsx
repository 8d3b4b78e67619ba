import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { readEnvironment } from "../../env.ts";
import { ListingLifecycle } from "../../lifecycle/listing-lifecycle.tsx";
import { buttonLook } from "../../ui/button-look.ts";
import { Page } from "../../ui/page.tsx";
import { Stars } from "../../ui/stars.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { Tag } from "../../ui/tag.tsx";
import { Day } from "../day.tsx";
import { GradeBadge } from "../grade-badge.tsx";
import { JsonLdScript } from "../indexing/json-ld.tsx";
import { breadcrumbData, listingData } from "../indexing/structured-data.ts";
import { CompareTray } from "../results/compare-tray.tsx";
import { priceWords } from "../price-words.ts";
import { SellerLine } from "../seller-line.tsx";
import { emptyQuery, storeParams, trayOf, withParams } from "../store-query.ts";
import type { SearchParams } from "../store-query.ts";
import { tabOf } from "./listing-tabs.ts";
import type { TabSlug } from "./listing-tabs.ts";
import { ListingSide } from "./listing-side.tsx";

type Props = {
  readonly listing: ListingPageView;
  readonly tab: TabSlug;
  readonly params: SearchParams;
  readonly children: ReactNode;
};

/** One page of a listing: its head, the way to its other pages, the story to the left, and what one decides by to the right. */
export function ListingFrame({ listing, tab, params, children }: Props) {
  const tray = trayOf(params);
  const { href } = tabOf(listing.personaId, tab);
  const hrefWith = (next: readonly string[]): string => withParams(href, storeParams({ ...emptyQuery, tray: next }));
  return (
    <Page>
      <ListingData listing={listing} />
      <ListingHead listing={listing} />
      <ListingLifecycle listing={listing} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <div className="grid min-w-0 gap-6 *:min-w-0">
          <Tabs label="Of this Persona" tabs={tabsOf(listing, tab, tray)} />
          {children}
        </div>
        <ListingSide listing={listing} tray={tray} hrefWith={hrefWith} />
      </div>
      <CompareTray tray={tray} hrefWith={hrefWith} />
    </Page>
  );
}

function tabsOf(listing: ListingPageView, current: TabSlug, tray: readonly string[]) {
  const { personaId, effects, rating, versionCount } = listing;
  const counts: Partial<Record<TabSlug, number>> = {
    ...(effects.length > 0 ? { measured: effects.length } : {}),
    ...(rating === null ? {} : { reviews: rating.votes }),
    versions: versionCount,
  };
  const shown = ["overview", "evidence", "measured", "reviews", "versions", "contract", "security"] as const;
  return shown.map((slug) => {
    const { label, href } = tabOf(personaId, slug);
    const count = counts[slug];
    const here = withParams(href, storeParams({ ...emptyQuery, tray }));
    return { href: here, label, current: slug === current, ...(count === undefined ? {} : { count }) };
  });
}

/** Above every page of a listing: what it is, who sells it, what others think of it. */
export function ListingHead({ listing }: { readonly listing: ListingPageView }) {
  const { manifest, rating, agents } = listing;
  return (
    <header className="mb-6">
      <nav aria-label="Where this is" className="mb-1 text-13 text-muted">
        <Link href="/store" prefetch={false}>
          Store
        </Link>{" "}
        /{" "}
        <Link href={`/store/${listing.publisher}`} prefetch={false}>
          {listing.publisherName}
        </Link>
      </nav>
      <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 wrap-anywhere">
        {listing.title} <GradeBadge grade={listing.grade} />
      </h1>
      <p className="mt-1.5 max-w-read text-16 wrap-anywhere">{listing.summary}</p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-muted">
        <SellerLine publisher={listing.publisher} name={listing.publisherName} domain={listing.sellerDomain} />
        {rating === null ? <span>Not rated yet</span> : <Stars value={rating.mean} votes={rating.votes} />}
        {agents > 0 && <span>ran on {agents === 1 ? "1 enrolled agent" : `${agents} enrolled agents`}</span>}
        <code>{listing.personaId}</code>
        <span>
          v{listing.latestVersion}, <Day at={listing.updatedAt} />
        </span>
        <span>{manifest.licence}</span>
        {listing.tags.map((tag) => (
          <Tag key={tag}>{tag}</Tag>
        ))}
      </div>
      <p className="mt-3 lg:hidden">
        <a href="#get" className={buttonLook({ tone: "primary" })}>
          {priceWords(listing.price)}: get it
        </a>
      </p>
    </header>
  );
}

function ListingData({ listing }: { readonly listing: ListingPageView }) {
  const { hubUrl } = readEnvironment();
  const url = `${hubUrl}/store/${listing.personaId}`;
  const seller = { name: listing.publisherName, url: `${hubUrl}/store/${listing.publisher}` };
  const trail = [{ name: "Store", url: `${hubUrl}/store` }, seller, { name: listing.title, url }];
  const facts = { ...listing, url, seller, version: listing.latestVersion, offered: listing.offer !== null };
  return (
    <>
      <JsonLdScript data={listingData(facts)} />
      <JsonLdScript data={breadcrumbData(trail)} />
    </>
  );
}
