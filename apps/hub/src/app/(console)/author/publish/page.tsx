import { getAuthorDesk } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { PublishFlow } from "../../../../author/publish-flow.tsx";
import { mayApprove } from "../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card, CardBody } from "../../../../ui/card.tsx";
import { Notice } from "../../../../ui/notice.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Publish a version" };

export default async function PublishPage() {
  const [{ listings }, { actor, tenant }] = await Promise.all([ask(getAuthorDesk, {}), requireSession()]);
  const known = listings.map(({ personaId, status, latestVersion }) => ({
    personaId,
    listed: status === "listed",
    latestVersion,
  }));
  return (
    <Page width="narrow">
      <PageHead
        above={<Link href="/author">Your Personas</Link>}
        title="Publish a version"
        lead="Choose a bundle that you signed on your own machine. It is checked here first; then the hub verifies its signature and the gate looks at it."
      />
      <Card aria-label="Bundle">
        <CardBody>
          {mayApprove(actor.role) ? (
            <PublishFlow known={known} />
          ) : (
            <Notice>An admin of {tenant.name} can publish.</Notice>
          )}
        </CardBody>
      </Card>
    </Page>
  );
}
