import type { OwnListing } from "@fleet-persona/hub-core";
import Link from "next/link";
import type { ReactNode } from "react";
import { Badge } from "../ui/badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { Tabs } from "../ui/tabs.tsx";
import { ListButton } from "./listing-status.tsx";
import { MissingList } from "./missing-list.tsx";
import { priceWords } from "../store/price-words.ts";
import { trialWords } from "./trial-words.ts";

const tabs = [
  ["", "Versions"],
  ["/terms", "Terms"],
  ["/statistics", "Statistics"],
  ["/reviews", "Reviews"],
  ["/settings", "Settings"],
] as const;
export type ListingTab = (typeof tabs)[number][0];

type Props = {
  readonly listing: OwnListing;
  readonly current: ListingTab;
  readonly maySpeak: boolean;
  readonly children: ReactNode;
};

/** What stands around every page of one of the tenant's Personas: what it is, what it lacks, and its parts. */
export function ListingFrame({ listing, current, maySpeak, children }: Props) {
  const { personaId, title, status, terms } = listing;
  const [publisher = ""] = personaId.split("/");
  const trial = trialWords(terms.trialDays);
  const price = terms.setAt === null ? "no price yet" : priceWords(terms.price);
  return (
    <Page>
      <PageHead
        above={
          <>
            <Link href="/author">Your Personas</Link> / <Link href={`/author/${publisher}`}>{publisher}</Link>
          </>
        }
        title={
          <span className="flex flex-wrap items-center gap-3">
            {title}
            <Badge tone={status === "listed" ? "good" : "accent"}>{status === "listed" ? "Listed" : "Draft"}</Badge>
          </span>
        }
        lead={
          <>
            <code>{personaId}</code> · {price}
            {trial !== null && ` · ${trial}`}
          </>
        }
      >
        <div className="flex flex-wrap gap-2">
          {status === "listed" && <LinkButton href={`/store/${personaId}`}>See it in the store</LinkButton>}
          {maySpeak && <LinkButton href="/author/publish">Publish a version</LinkButton>}
        </div>
      </PageHead>
      <Stack>
        {status === "draft" && <DraftCard listing={listing} maySpeak={maySpeak} />}
        <Tabs
          label={`Parts of ${title}`}
          tabs={tabs.map(([path, label]) => ({
            href: `/author/${personaId}${path}`,
            label,
            current: path === current,
          }))}
        />
        {children}
      </Stack>
    </Page>
  );
}

function DraftCard({ listing: { personaId, missing }, maySpeak }: Pick<Props, "listing" | "maySpeak">) {
  const ready = missing.length === 0;
  return (
    <Card aria-label="Draft">
      <CardHead
        title={ready ? "Ready to be listed" : "Before it can be listed"}
        note="Only your team sees a draft, and who got it while it was listed"
      />
      <CardBody className="grid gap-4">
        {ready ? (
          <p className="text-13">
            The gate let it through, it has a card and a price. Listing it shows it to everybody.
          </p>
        ) : (
          <MissingList personaId={personaId} missing={missing} />
        )}
        {maySpeak ? (
          <ListButton personaId={personaId} ready={ready} />
        ) : (
          <p className="text-13 text-muted">An admin of your tenant can list it.</p>
        )}
      </CardBody>
    </Card>
  );
}
