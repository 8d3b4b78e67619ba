import { listFleets, listVariationCampaigns } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { CampaignList } from "../../../../campaigns/campaign-list.tsx";
import { mayApprove } from "../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card } from "../../../../ui/card.tsx";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { LinkButton } from "../../../../ui/link-button.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Campaigns" };

export default async function CampaignsPage() {
  const [campaigns, fleets, { actor }] = await Promise.all([
    ask(listVariationCampaigns, {}),
    ask(listFleets, {}),
    requireSession(),
  ]);
  const mayOpen = mayApprove(actor.role) && fleets.length > 0;
  return (
    <Page>
      <PageHead
        above={<Link href="/experiments">Experiments</Link>}
        title="Campaigns"
        lead="Within bounds, a budget and an end that you set, the hub proposes settings and versions, tries them in experiments like yours, adopts what wins and goes on from it."
      >
        {mayOpen && (
          <LinkButton tone="primary" href="/experiments/campaigns/new">
            Open a campaign
          </LinkButton>
        )}
      </PageHead>
      <Card as="div">
        {campaigns.length > 0 ? (
          <CampaignList campaigns={campaigns} />
        ) : (
          <EmptyState
            title="No campaign yet"
            {...(mayOpen ? { action: { href: "/experiments/campaigns/new", label: "Open a campaign" } } : {})}
          >
            {mayOpen
              ? "Say what may vary, how much of the fleet and for how long; nothing outside of that is tried."
              : "An admin can open one for a fleet that a Persona steers."}
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
