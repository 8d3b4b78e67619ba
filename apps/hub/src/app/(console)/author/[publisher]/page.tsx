import { getAuthorDesk, listDomains, listPublishers } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { DeskTable } from "../../../../author/desk-table.tsx";
import { hubDeps } from "../../../../deps.ts";
import { mayApprove } from "../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card, CardBody, CardHead } from "../../../../ui/card.tsx";
import { LocalTime } from "../../../../ui/local-time.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";
import { Stack } from "../../../../ui/stack.tsx";
import { DomainCard } from "../../../../watching/domain-card.tsx";

export const metadata: Metadata = { title: "Publisher" };

type Props = { readonly params: Promise<{ readonly publisher: string }> };

export default async function PublisherPage({ params }: Props) {
  const [{ publisher: slug }, publishers, { listings }, domains, { actor }] = await Promise.all([
    params,
    ask(listPublishers, {}),
    ask(getAuthorDesk, {}),
    ask(listDomains, {}),
    requireSession(),
  ]);
  const publisher = publishers.find((each) => each.slug === slug);
  if (publisher === undefined) notFound();
  const own = listings.filter((listing) => listing.publisher === slug);
  return (
    <Page>
      <PageHead
        above={<Link href="/author">Your Personas</Link>}
        title={publisher.displayName}
        lead={
          <>
            <code>{slug}</code>, registered <LocalTime at={publisher.createdAt} />
          </>
        }
      />
      <Stack>
        <DomainCard
          publisher={slug}
          initial={domains.find((domain) => domain.publisher === slug) ?? null}
          mayChange={mayApprove(actor.role)}
        />
        <Card aria-label="Keys">
          <CardHead
            title="Keys"
            note="What your Personas may be signed with; the private halves never leave your machines"
          />
          <CardBody className="grid gap-3">
            <ul className="m-0 grid list-none gap-1 p-0">
              {publisher.fingerprints.map((fingerprint) => (
                <li key={fingerprint}>
                  <code className="text-12 wrap-anywhere">{fingerprint}</code>
                </li>
              ))}
            </ul>
            <p className="max-w-read text-13 text-muted">
              Keys come and go with <code>persona rotate-key</code>, which the keys before must sign.
            </p>
          </CardBody>
        </Card>
        {own.length > 0 && <DeskTable listings={own} now={hubDeps().core.now().getTime()} />}
      </Stack>
    </Page>
  );
}
