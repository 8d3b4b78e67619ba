import { fleetIdSchema, getFleet, listExperiments, suggestDesign } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { ExperimentList } from "../../../../../experiments/list/experiment-list.tsx";
import { LoadSharing } from "../../../../../experiments/list/load-sharing.tsx";
import { groupOf } from "../../../../../experiments/status-words.ts";
import { mayOperate } from "../../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Card, CardHead } from "../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { LinkButton } from "../../../../../ui/link-button.tsx";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Experiments" };

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function FleetExperimentsPage({ params }: Props) {
  const fleetId = fleetIdSchema.parse((await ask(getFleet, await params)).fleetId);
  const [experiments, suggestion, { actor }] = await Promise.all([
    ask(listExperiments, { fleetId, limit: 200 }),
    ask(suggestDesign, { fleetId }),
    requireSession(),
  ]);
  const holds = experiments.filter(({ status }) => ["open", "paused"].includes(groupOf(status)));
  const others = experiments.filter((experiment) => !holds.includes(experiment));
  const operates = mayOperate(actor.role);
  const plan = `/experiments/new?fleet=${fleetId}`;
  return (
    <Page top="near" className="grid gap-6 *:min-w-0">
      <Card aria-labelledby="open-title">
        <CardHead id="open-title" title="Under way" note="one at a time for each fleet" />
        {holds.length > 0 ? (
          <ExperimentList experiments={holds} names="none" />
        ) : (
          <EmptyState
            title="No experiment runs here"
            action={operates ? { href: plan, label: "Plan an experiment" } : undefined}
          >
            {suggestion.sentence}
          </EmptyState>
        )}
      </Card>
      {others.length > 0 && (
        <Card aria-labelledby="earlier-title">
          <CardHead id="earlier-title" title="Earlier ones and drafts">
            {operates && holds.length > 0 && <LinkButton href={plan}>Plan the next one</LinkButton>}
          </CardHead>
          <ExperimentList experiments={others} names="none" />
        </Card>
      )}
      <LoadSharing fleetId={fleetId} suggestion={suggestion} mayChange={operates} />
    </Page>
  );
}
