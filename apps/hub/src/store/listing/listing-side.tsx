import type { ListingPageView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { currentSession } from "../../auth/session.ts";
import { reasonOptions } from "../../buyer-reviews/report-reasons.ts";
import { TryPanel } from "../../trials/try-panel.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { Card, CardBody, CardHead } from "../../ui/card.tsx";
import { FollowButton } from "../../watching/follow-button.tsx";
import { LazyReportThing } from "../frame/lazy-controls.tsx";
import { BomLink } from "../bom-link.tsx";
import { signInHref } from "../frame/store-header.tsx";
import { CollectLink } from "../results/collect-link.tsx";
import { FitsList } from "./fits-list.tsx";
import { GetCard } from "./get-card.tsx";
import { SellerCard } from "./seller-card.tsx";

type Props = {
  readonly listing: ListingPageView;
  readonly tray: readonly string[];
  readonly hrefWith: (tray: readonly string[]) => string;
};

/** What one decides by, in sight beside the story: price, whose fleets it fits, the trial, who sells it. */
export async function ListingSide({ listing, tray, hrefWith }: Props) {
  const session = await currentSession();
  const { listingId, personaId, latestVersion, title } = listing;
  return (
    <aside aria-label="Get this Persona" className="grid gap-4 lg:sticky lg:top-[68px]">
      <GetCard listing={listing} session={session}>
        <FitsList listing={listing} />
      </GetCard>
      {session === null ? <SignInToTry /> : <TryPanel listing={listing} />}
      <SellerCard listing={listing} />
      <FollowButton subject={{ listingId }} name={title} path={`/store/${personaId}`} />
      <ul className="m-0 grid list-none gap-2 p-0 text-13">
        <li>
          <CollectLink personaId={personaId} title={title} tray={tray} hrefWith={hrefWith} />
        </li>
        <li>
          <BomLink personaId={personaId} version={latestVersion} />{" "}
          <span className="text-muted">CycloneDX, version {latestVersion}</span>
        </li>
        <li>
          {session === null ? (
            <Link href={await signInHref()} prefetch={false} rel="nofollow">
              Sign in to report it
            </Link>
          ) : (
            <LazyReportThing
              thing={{ kind: "listing", thingId: listingId }}
              label="Report it"
              reasons={reasonOptions("listing")}
            />
          )}
        </li>
      </ul>
    </aside>
  );
}

async function SignInToTry() {
  return (
    <Card id="try" aria-label="Try it on your traffic">
      <CardHead level={3} title="Try it on your traffic" />
      <CardBody className="grid gap-3 text-13">
        <p className="text-muted">
          It is replayed over what one of your fleets recorded, before you get anything: you see what it would have
          done.
        </p>
        <LinkButton href={await signInHref()} prefetch={false} wide>
          Sign in to try it
        </LinkButton>
      </CardBody>
    </Card>
  );
}
