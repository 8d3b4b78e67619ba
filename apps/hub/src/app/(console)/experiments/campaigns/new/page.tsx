import { fleetIdSchema, listEntitlements, listFleets, proposeMetrics, suggestDesign } from "@fleet-persona/hub-core";
import type { FleetView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { z } from "zod";
import { OpenCampaignForm } from "../../../../../campaigns/open-form.tsx";
import { ask } from "../../../../../trpc/ask.ts";
import { Card } from "../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { Page, PageHead } from "../../../../../ui/page.tsx";
import { Segmented } from "../../../../../ui/segmented.tsx";

export const metadata: Metadata = { title: "Open a campaign" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

const askedSchema = z.object({ fleet: fleetIdSchema.nullable().catch(null) });

export default async function OpenCampaignPage({ searchParams }: Props) {
  const { fleet: fleetId } = askedSchema.parse(await searchParams);
  const fleets = await ask(listFleets, {});
  const acting = fleets.filter(({ assignment }) => assignment?.mode === "active");
  const fleet = acting.find((each) => each.fleetId === fleetId) ?? acting[0];
  return (
    <Page width="form">
      <PageHead
        above={
          <>
            <Link href="/experiments">Experiments</Link> / <Link href="/experiments/campaigns">Campaigns</Link>
          </>
        }
        title={`Open a campaign${fleet === undefined ? "" : ` on ${fleet.name}`}`}
        lead="Its experiments go the same way as yours: the same checks, ramps, guardrails and rollbacks, and anybody may stop one at any time."
      >
        {acting.length > 1 && (
          <Segmented
            label="Fleet"
            value={fleet?.fleetId ?? ""}
            segments={acting.map((each) => ({
              value: each.fleetId,
              label: each.name,
              href: `/experiments/campaigns/new?fleet=${each.fleetId}`,
            }))}
          />
        )}
      </PageHead>
      {fleet === undefined ? (
        <Card as="div">
          <EmptyState title="Nothing acts on a fleet yet" action={{ href: "/fleets", label: "See your fleets" }}>
            A campaign varies what steers a fleet: have a Persona approved as active first.
          </EmptyState>
        </Card>
      ) : (
        <Form fleet={fleet} />
      )}
    </Page>
  );
}

const monthMs = 14 * 86_400_000;

async function Form({ fleet: { fleetId, name } }: { readonly fleet: FleetView }) {
  const [proposed, suggestion, entitlements] = await Promise.all([
    ask(proposeMetrics, { fleetId }),
    ask(suggestDesign, { fleetId }),
    ask(listEntitlements, {}),
  ]);
  const listings = entitlements.map(({ listing: { listingId, title } }) => ({ listingId, title }));
  const endsAt = new Date(Date.now() + monthMs).toISOString().slice(0, 16);
  return (
    <OpenCampaignForm
      key={fleetId}
      fleet={{ fleetId, name }}
      proposed={proposed}
      suggestion={suggestion}
      listings={listings}
      endsAt={endsAt}
    />
  );
}
