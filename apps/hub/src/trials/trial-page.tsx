"use client";

import type { TrialView } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { trpc } from "../trpc/client.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { TrialReportView } from "./trial-report-view.tsx";
import { trialStates } from "./trial-words.ts";

const refreshMs = 1_000;

/** One trial, from waiting over running to its report. */
export function TrialPage({ initial, mayCancel }: { readonly initial: TrialView; readonly mayCancel: boolean }) {
  const { trialId } = initial;
  const { data: trial } = useQuery({
    queryKey: ["trial", trialId],
    queryFn: () => trpc.readTrial.query({ trialId }),
    initialData: initial,
    refetchInterval: ({ state }) => (isOver(state.data ?? initial) ? false : refreshMs),
  });
  const { word, tone } = trialStates[trial.status];
  return (
    <div className="page stack">
      <div>
        <p className="tiny">
          <Link href={`/fleets/${trial.fleetId}/trials`}>Trials</Link>{" "}
          <span className="muted">/ {trial.fleetName}</span>
        </p>
        <h1>
          {trial.title} <span className="mono muted">v{trial.version}</span> on {trial.fleetName}
        </h1>
        <p className="row small muted">
          <span className={tone === "plain" ? "badge" : `badge badge-${tone}`}>{word}</span>
          <Link href={`/store/${trial.personaId}`}>{trial.personaId}</Link>
          <span>
            asked for by {trial.requestedBy} <LocalTime at={trial.requestedAt} />
          </span>
        </p>
      </div>
      {!isOver(trial) && <Waiting trial={trial} mayCancel={mayCancel} />}
      {trial.failure !== null && (
        <div className="card">
          <EmptyState
            title="This trial has no result"
            action={{ href: `/fleets/${trial.fleetId}/trials`, label: "Try again" }}
          >
            {trial.failure.message}
          </EmptyState>
        </div>
      )}
      {trial.report !== null && <TrialReportView report={trial.report} />}
      <p className="notice">
        <span>
          <span className="strong">Who sees what.</span> The hub sees both: it runs the seller's model on your
          recording, in a process of its own that has nothing to write and ends with the trial. You do not get the
          model. The seller gets neither your recording nor this report, and is not told that you tried it.
        </span>
      </p>
    </div>
  );
}

function isOver({ status }: TrialView): boolean {
  return status === "done" || status === "failed";
}

function Waiting({ trial, mayCancel }: { readonly trial: TrialView; readonly mayCancel: boolean }) {
  const queries = useQueryClient();
  const { trialId, status } = trial;
  const cancel = useMutation({
    mutationFn: () => trpc.cancelTrial.mutate({ trialId }),
    onSuccess: (ended) => queries.setQueryData(["trial", trialId], ended),
  });
  return (
    <section className="card card-body stack stack-small" role="status" aria-live="polite">
      <p>
        {status === "queued"
          ? "Waiting for a worker of the hub. This page goes on by itself."
          : "A worker replays what the fleet recorded, then fits the simulator. A day of recording takes a minute or so."}
      </p>
      <div className="trial-progress" aria-hidden="true" />
      {mayCancel && (
        <p>
          <button className="button" type="button" disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {cancel.isPending ? "Cancelling…" : "Cancel"}
          </button>
        </p>
      )}
      <FailedCall of={cancel} />
    </section>
  );
}
