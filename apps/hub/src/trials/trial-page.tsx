"use client";

import type { TrialView } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
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
    <Page className="grid gap-6 *:min-w-0">
      <div>
        <p className="text-12">
          <Link href={`/fleets/${trial.fleetId}/trials`}>Trials</Link>{" "}
          <span className="text-muted">/ {trial.fleetName}</span>
        </p>
        <h1>
          {trial.title} <span className="font-mono text-[0.93em] text-muted">v{trial.version}</span> on{" "}
          {trial.fleetName}
        </h1>
        <p className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13 text-muted">
          <Badge tone={tone}>{word}</Badge>
          <Link href={`/store/${trial.personaId}`}>{trial.personaId}</Link>
          <span>
            asked for by {trial.requestedBy} <LocalTime at={trial.requestedAt} />
          </span>
        </p>
      </div>
      {!isOver(trial) && <Waiting trial={trial} mayCancel={mayCancel} />}
      {trial.failure !== null && (
        <Card as="div">
          <EmptyState
            title="This trial has no result"
            action={{ href: `/fleets/${trial.fleetId}/trials`, label: "Try again" }}
          >
            {trial.failure.message}
          </EmptyState>
        </Card>
      )}
      {trial.report !== null && <TrialReportView report={trial.report} />}
      <Notice>
        <span>
          <span className="font-medium">Who sees what.</span> The hub sees both: it runs the seller's model on your
          recording, in a process of its own that has nothing to write and ends with the trial. You do not get the
          model. The seller gets neither your recording nor this report, and is not told that you tried it.
        </span>
      </Notice>
    </Page>
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
    <Card className="grid gap-3 *:min-w-0 p-4" role="status" aria-live="polite">
      <p>
        {status === "queued"
          ? "Waiting for a worker of the hub. This page goes on by itself."
          : "A worker replays what the fleet recorded, then fits the simulator. A day of recording takes a minute or so."}
      </p>
      <div className="h-[3px] animate-breathe rounded-1 bg-accent motion-reduce:animate-none" aria-hidden="true" />
      {mayCancel && (
        <p>
          <Button disabled={cancel.isPending} onClick={() => cancel.mutate()}>
            {cancel.isPending ? "Cancelling…" : "Cancel"}
          </Button>
        </p>
      )}
      <FailedCall of={cancel} />
    </Card>
  );
}
