import { getSellerPage } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { cache } from "react";
import { readEnvironment } from "../../../../env.ts";
import { fitsOf, fitWords } from "../../../../store/fits-of.ts";
import { JsonLdScript } from "../../../../store/indexing/json-ld.tsx";
import { pageMetadata } from "../../../../store/indexing/page-metadata.ts";
import { breadcrumbData } from "../../../../store/indexing/structured-data.ts";
import { CompareTray } from "../../../../store/results/compare-tray.tsx";
import { SellerPage } from "../../../../store/seller/seller-page.tsx";
import { emptyQuery, storeParams, trayOf, withParams } from "../../../../store/store-query.ts";
import type { SearchParams } from "../../../../store/store-query.ts";
import { askPublic } from "../../../../trpc/ask.ts";
import { Page } from "../../../../ui/page.tsx";
import { FollowButton } from "../../../../watching/follow-button.tsx";

type Props = {
  readonly params: Promise<{ readonly publisher: string }>;
  readonly searchParams: Promise<SearchParams>;
};

const sellerOf = cache((publisher: string) => askPublic(getSellerPage, { publisher, limit: 20 }));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { slug, displayName, domain, total } = await sellerOf((await params).publisher);
  const vouched = domain === null ? "" : `, verified as ${domain.name}`;
  return pageMetadata({
    hubUrl: readEnvironment().hubUrl,
    path: `/store/${slug}`,
    title: displayName,
    description: `${displayName}${vouched}: ${total} ${total === 1 ? "Persona" : "Personas"}, signing keys, ratings and who ran them.`,
    indexed: total > 0,
  });
}

export default async function SellerListingsPage({ params, searchParams }: Props) {
  const seller = await sellerOf((await params).publisher);
  const tray = trayOf(await searchParams);
  const path = `/store/${seller.slug}`;
  const hrefWith = (next: readonly string[]): string => withParams(path, storeParams({ ...emptyQuery, tray: next }));
  const fits = fitWords(await fitsOf(seller.listings.map(({ latestVersionId }) => latestVersionId)));
  const { hubUrl } = readEnvironment();
  const trail = [
    { name: "Store", url: `${hubUrl}/store` },
    { name: seller.displayName, url: hubUrl + path },
  ];
  return (
    <Page>
      <JsonLdScript data={breadcrumbData(trail)} />
      <SellerPage seller={seller} now={Date.now()} tray={tray} hrefWith={hrefWith} fits={fits}>
        <FollowButton subject={{ publisher: seller.slug }} name={seller.displayName} path={path} />
      </SellerPage>
      <CompareTray tray={tray} hrefWith={hrefWith} />
    </Page>
  );
}
