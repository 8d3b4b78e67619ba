import { fleetIdSchema, getFleet, listExperiments, suggestDesign } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { ExperimentList } from "../../../../../experiments/list/experiment-list.tsx";
import { LoadSharing } from "../../../../../experiments/list/load-sharing.tsx";
import { groupOf } from "../../../../../experiments/status-words.ts";
import { mayOperate } from "../../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { EmptyState } from "../../../../../ui/empty-state.tsx";

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
    <div className="page page-fleet stack">
      <section className="card" aria-labelledby="open-title">
        <div className="card-head">
          <h2 id="open-title">Under way</h2>
          <p>one at a time for each fleet</p>
        </div>
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
      </section>
      {others.length > 0 && (
        <section className="card" aria-labelledby="earlier-title">
          <div className="card-head">
            <h2 id="earlier-title">Earlier ones and drafts</h2>
            {operates && holds.length > 0 && (
              <Link className="button" href={plan}>
                Plan the next one
              </Link>
            )}
          </div>
          <ExperimentList experiments={others} names="none" />
        </section>
      )}
      <LoadSharing fleetId={fleetId} suggestion={suggestion} mayChange={operates} />
    </div>
  );
}
