import { fleetIdSchema, listExperiments, listFleets } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { z } from "zod";
import { ExperimentList } from "../../../experiments/list/experiment-list.tsx";
import { FilterLinks } from "../../../experiments/list/filter-links.tsx";
import { groupOf, groups, groupWords } from "../../../experiments/status-words.ts";
import { mayOperate } from "../../../fleet/may.ts";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Row } from "../../../ui/row.tsx";

export const metadata: Metadata = { title: "Experiments" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

const filterSchema = z.object({
  state: z.enum(groups).catch("all"),
  fleet: fleetIdSchema.nullable().catch(null),
});

const most = 200;

export default async function ExperimentsPage({ searchParams }: Props) {
  const { state, fleet } = filterSchema.parse(await searchParams);
  const [experiments, fleets, { actor }] = await Promise.all([
    ask(listExperiments, { ...(fleet === null ? {} : { fleetId: fleet }), limit: most }),
    ask(listFleets, {}),
    requireSession(),
  ]);
  const shown = experiments.filter(({ status }) => state === "all" || groupOf(status) === state);
  const plan = fleet === null ? "/experiments/new" : `/experiments/new?fleet=${fleet}`;
  return (
    <Page>
      <PageHead
        title="Experiments"
        lead="Variations run side by side on your fleets; what is shown to be better takes over, what harms goes back by itself."
      >
        <Row>
          <LinkButton href="/experiments/campaigns">Campaigns</LinkButton>
          {mayOperate(actor.role) && fleets.length > 0 && (
            <LinkButton tone="primary" href={plan}>
              Plan an experiment
            </LinkButton>
          )}
        </Row>
      </PageHead>
      <FilterLinks experiments={experiments} group={state} fleets={fleets} fleetId={fleet} />
      <Card as="div">
        {shown.length > 0 ? (
          <ExperimentList experiments={shown} names="fleet" />
        ) : experiments.length > 0 ? (
          <EmptyState title={`None under “${groupWords[state]}”`} action={{ href: "/experiments", label: "Show all" }}>
            There are others in other states.
          </EmptyState>
        ) : (
          <NoneYet hasFleets={fleets.length > 0} plan={plan} />
        )}
      </Card>
      {experiments.length === most && (
        <p className="text-muted text-13">The newest {most} are shown; choose a fleet to see its earlier ones.</p>
      )}
    </Page>
  );
}

function NoneYet({ hasFleets, plan }: { readonly hasFleets: boolean; readonly plan: string }) {
  if (!hasFleets)
    return (
      <EmptyState title="No experiment yet" action={{ href: "/fleets/new", label: "Create a fleet" }}>
        An experiment needs a fleet that a Persona is in charge of.
      </EmptyState>
    );
  return (
    <EmptyState title="No experiment yet" action={{ href: plan, label: "Plan an experiment" }}>
      Compare two versions, two Personas or two settings on real traffic. The plan says beforehand what it can find and
      how long that takes.
    </EmptyState>
  );
}
