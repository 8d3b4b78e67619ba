import type { SellerPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Avatar } from "../../ui/avatar.tsx";
import { Badge } from "../../ui/badge.tsx";
import { BarChart } from "../../ui/bar-chart.tsx";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Stack } from "../../ui/stack.tsx";
import { Stars } from "../../ui/stars.tsx";
import { agePhrase, Day } from "../day.tsx";
import { StoreRows } from "../results/store-rows.tsx";
import { emptyQuery, storeHref } from "../store-query.ts";

type Props = {
  readonly seller: SellerPageView;
  readonly now: number;
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
  readonly fits: ReadonlyMap<string, string>;
  /** What can be done with the seller: following it. */
  readonly children?: ReactNode;
};

/** Who sells: what vouches for them, what they sign with, what they offer, and what buyers make of all of it. */
export function SellerPage({ seller, now, tray, hrefWith, fits, children }: Props) {
  const { listings, total, slug } = seller;
  return (
    <>
      <SellerHead seller={seller} now={now} />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_320px]">
        <Card aria-labelledby="listings-title">
          <CardHead id="listings-title" title={total === 1 ? "1 Persona" : `${total} Personas`} note="the best first" />
          {listings.length === 0 ? (
            <EmptyState title="Nothing on offer">{seller.displayName} has published no Persona yet.</EmptyState>
          ) : (
            <StoreRows rows={listings} tray={tray} hrefWith={hrefWith} fits={fits} />
          )}
          {total > listings.length && (
            <CardFoot>
              <Link href={storeHref(emptyQuery, { publisher: slug, tray })} prefetch={false}>
                Search all {total} of them
              </Link>
            </CardFoot>
          )}
        </Card>
        <Stack gap="medium">
          {children}
          <Ratings seller={seller} />
          <Keys seller={seller} />
        </Stack>
      </div>
    </>
  );
}

function SellerHead({ seller: { slug, displayName, since, domain, agents }, now }: Pick<Props, "seller" | "now">) {
  return (
    <header className="mb-6">
      <nav aria-label="Where this is" className="mb-1 text-13 text-muted">
        <Link href="/store" prefetch={false}>
          Store
        </Link>{" "}
        / sellers
      </nav>
      <h1 className="flex flex-wrap items-center gap-3 wrap-anywhere">
        <Avatar name={displayName} size="medium" square /> {displayName}
      </h1>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-13 text-muted">
        {domain === null ? (
          <Badge title="No domain's DNS names this seller">no verified domain</Badge>
        ) : (
          <span className="inline-flex items-center gap-1.5">
            <span className="inline-flex items-center gap-1 font-medium text-good">
              <Icon name="check" size={12} /> {domain.name}
            </span>
            verified <Day at={domain.verifiedAt} />
          </span>
        )}
        <code>{slug}</code>
        <span>
          here for {agePhrase(now - since)}, since <Day at={since} />
        </span>
        {agents > 0 && <span>ran on {agents === 1 ? "1 enrolled agent" : `${agents} enrolled agents`}</span>}
      </div>
    </header>
  );
}

function Ratings({ seller: { rating } }: Pick<Props, "seller">) {
  return (
    <Card aria-labelledby="ratings-title">
      <CardHead id="ratings-title" title="Ratings" note="over everything they sell; one vote a tenant and Persona" />
      <CardBody>
        {rating === null ? (
          <p className="text-13 text-muted">Nobody whose vote counts has rated one of their Personas yet.</p>
        ) : (
          <div className="grid gap-3">
            <Stars value={rating.mean} votes={rating.votes} size={18} />
            <BarChart
              title="Votes by stars"
              showTitle={false}
              unit="votes"
              bars={rating.stars
                .map((value, index) => ({ label: index === 0 ? "1 star" : `${index + 1} stars`, value }))
                .toReversed()}
            />
          </div>
        )}
      </CardBody>
    </Card>
  );
}

function Keys({ seller: { keys } }: Pick<Props, "seller">) {
  return (
    <Card aria-labelledby="keys-title">
      <CardHead
        id="keys-title"
        title="Signing keys"
        note="kept on the seller's machines; agents check every signature"
      />
      <CardBody>
        {keys.length === 0 && <p className="text-13 text-muted">No key is registered.</p>}
        <ul aria-label="Key fingerprints" className="m-0 grid list-none gap-3 p-0 text-12">
          {keys.map(({ fingerprint, registeredAt, revokedAt }) => (
            <li key={fingerprint}>
              <code className="wrap-anywhere">{fingerprint}</code>
              <span className="block text-muted">
                registered <Day at={registeredAt} />
                {revokedAt !== null && (
                  <span className="text-bad">
                    , revoked <Day at={revokedAt} />
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
