import {
  experimentIdSchema,
  fleetIdSchema,
  getExperiment,
  listCandidates,
  listFleets,
  proposeMetrics,
  suggestDesign,
} from "@fleet-persona/hub-core";
import type { ExperimentId, FleetView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { z } from "zod";
import { draftOfPlan } from "../../../../experiments/plan/draft-of-plan.ts";
import { PlanForm } from "../../../../experiments/plan/plan-form.tsx";
import { versionChoices } from "../../../../experiments/plan/version-choices.ts";
import { mayOperate } from "../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card } from "../../../../ui/card.tsx";
import { EmptyState } from "../../../../ui/empty-state.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Plan an experiment" };

type Props = { readonly searchParams: Promise<Readonly<Record<string, string | string[] | undefined>>> };

const askedSchema = z.object({
  fleet: fleetIdSchema.nullable().catch(null),
  draft: experimentIdSchema.nullable().catch(null),
});

export default async function PlanPage({ searchParams }: Props) {
  const { fleet: fleetId, draft } = askedSchema.parse(await searchParams);
  const fleets = await ask(listFleets, {});
  const { actor } = await requireSession();
  const saved = draft === null ? null : await readDraft(draft);
  const fleet = fleets.find((each) => each.fleetId === (saved?.fleetId ?? fleetId)) ?? fleets[0];
  return (
    <Page>
      <PageHead
        above={<Link href="/experiments">Experiments</Link>}
        title={saved === null ? "Plan an experiment" : `Change “${saved.name}”`}
        lead="What is declared here decides; the data does not choose afterwards."
      />
      {!mayOperate(actor.role) ? (
        <Card as="div">
          <EmptyState title="An operator plans experiments" action={{ href: "/experiments", label: "See them" }}>
            You can watch every experiment and read what it came to.
          </EmptyState>
        </Card>
      ) : fleet === undefined ? (
        <Card as="div">
          <EmptyState title="No fleet yet" action={{ href: "/fleets/new", label: "Create a fleet" }}>
            An experiment needs a fleet that a Persona is in charge of.
          </EmptyState>
        </Card>
      ) : (
        <Form fleet={fleet} fleets={fleets} saved={saved} />
      )}
    </Page>
  );
}

type Saved = NonNullable<Awaited<ReturnType<typeof readDraft>>>;

// Once it has started its plan stands: the page is its own then.
async function readDraft(experimentId: ExperimentId) {
  const { status, plan, fleetId, name } = await ask(getExperiment, { experimentId });
  if (status !== "draft") redirect(`/experiments/${experimentId}`);
  return { experimentId, fleetId, name, draft: draftOfPlan(plan) };
}

type FormProps = { readonly fleet: FleetView; readonly fleets: readonly FleetView[]; readonly saved: Saved | null };

async function Form({ fleet, fleets, saved }: FormProps) {
  const { fleetId, name, assignment } = fleet;
  const [suggestion, proposed, candidates] = await Promise.all([
    ask(suggestDesign, { fleetId }),
    ask(proposeMetrics, { fleetId }),
    ask(listCandidates, { fleetId }),
  ]);
  const inCharge = assignment === null ? null : `${assignment.title} version ${assignment.version}, ${assignment.mode}`;
  return (
    <PlanForm
      key={fleetId}
      fleet={{ fleetId, name, inCharge }}
      fleets={fleets.map((each) => ({ fleetId: each.fleetId, name: each.name }))}
      suggestion={suggestion}
      proposed={proposed}
      versions={versionChoices(candidates, assignment)}
      saved={saved}
    />
  );
}
