import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Avatar } from "../../ui/avatar.tsx";
import { Card, CardBody } from "../../ui/card.tsx";
import { Fact, Facts } from "../../ui/facts.tsx";
import { agePhrase, Day } from "../day.tsx";

/** Who sells it and why to believe that: the domain that vouches for them, how long they are here, the keys they sign with. */
export function SellerCard({ listing }: { readonly listing: ListingPageView }) {
  const { seller, sellerDomain, signedBy } = listing;
  return (
    <Card aria-label="Seller">
      <CardBody className="grid gap-3">
        <p className="flex items-center gap-2">
          <Avatar name={seller.displayName} square />
          <Link href={`/store/${seller.slug}`} prefetch={false} className="font-medium wrap-anywhere">
            {seller.displayName}
          </Link>
        </p>
        <Facts>
          <Fact term="Domain">
            {sellerDomain === null ? (
              <span className="text-muted">none verified</span>
            ) : (
              <>
                <span className="text-good">✓ {sellerDomain}</span>{" "}
                <span className="text-12 text-muted">verified by a DNS record</span>
              </>
            )}
          </Fact>
          <Fact term="Here for">
            {agePhrase(Date.now() - seller.since)} <span className="text-12 text-muted">since </span>
            <span className="text-12 text-muted">
              <Day at={seller.since} />
            </span>
          </Fact>
          <Fact term="Signed by">
            <ul aria-label="Key fingerprint" className="m-0 grid list-none gap-1 p-0">
              {signedBy.map((fingerprint) => (
                <li key={fingerprint}>
                  <code className="text-12 wrap-anywhere">{fingerprint}</code>
                </li>
              ))}
            </ul>
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}
