"use client";

import type { ExperimentObstacle, ExperimentView } from "@fleet-persona/hub-core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { LinkButton } from "../../ui/link-button.tsx";
import { experimentKey } from "../live/use-experiment.ts";
import { startWords } from "./start-words.ts";

type Props = { readonly experiment: ExperimentView; readonly obstacles: readonly ExperimentObstacle[] };

/** A saved draft: change it, or start it. */
export function DraftActions({ experiment, obstacles }: Props) {
  const queries = useQueryClient();
  const { experimentId, plan, fleetId, fleetName, power } = experiment;
  const start = useMutation({
    mutationFn: () => trpc.startExperiment.mutate({ experimentId }),
    onSuccess: (started) => queries.setQueryData(experimentKey(experimentId), started),
  });
  const blocked = obstacles.some(({ blocks }) => blocks);
  return (
    <>
      <LinkButton href={`/experiments/new?fleet=${fleetId}&draft=${experimentId}`}>Change the plan</LinkButton>
      <Button
        tone="primary"

        disabled={blocked || start.isPending}
        onClick={() => start.mutate()}
      >
        {start.isPending
          ? "Starting…"
          : startWords({
              fleetName,
              arms: plan.arms.length,
              design: plan.design.kind,
              hosts: plan.design.kind === "hosts" ? (power?.units ?? null) : null,
            })}
      </Button>
      <FailedCall of={start} />
    </>
  );
}
