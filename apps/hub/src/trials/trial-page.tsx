"use client";

import type { TrialView } from "@fleet-persona/hub-core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import Link from "next/link";
import { trpc } from "../trpc/client.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Notice } from "../ui/notice.tsx";
import { Page } from "../ui/page.tsx";
import { Stack } from "../ui/stack.tsx";
import { TrialReportView } from "./trial-report-view.tsx";
import { trialStates } from "./trial-words.ts";
import { Badge } from "../ui/badge.tsx";
import { SubjectHead } from "../ui/subject-head.tsx";

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
    <Page>
      <Stack>
        <SubjectHead
          above={
            <>
              <Link href={`/fleets/${trial.fleetId}/trials`}>Trials</Link> / {trial.fleetName}
            </>
          }
          title={
            <>
              {trial.title} <span className="font-mono text-[0.93em] text-muted">v{trial.version}</span> on{" "}
              {trial.fleetName}
            </>
          }
        >
          <Badge tone={tone}>{word}</Badge>
          <Link href={`/store/${trial.personaId}`}>{trial.personaId}</Link>
          <span>
            asked for by {trial.requestedBy} <LocalTime at={trial.requestedAt} />
          </span>
        </SubjectHead>
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
      </Stack>
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
    <Card className="p-4 grid gap-3" role="status" aria-live="polite">
      <p>
        {status === "queued"
          ? "Waiting for a worker of the hub. This page goes on by itself."
          : "A worker replays what the fleet recorded, then fits the simulator. A day of recording takes a minute or so."}
      </p>
      <div aria-hidden="true" className="h-[3px] animate-breathe rounded-full bg-accent motion-reduce:animate-none" />
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
