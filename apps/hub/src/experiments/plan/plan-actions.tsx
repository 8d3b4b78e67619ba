"use client";

import type { ExperimentPlan } from "@fleet-persona/experiments";
import type { ExperimentId, ExperimentObstacle, FleetId } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Card } from "../../ui/card.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import type { DraftFaults } from "./plan-input.ts";
import { startWords } from "./start-words.ts";

type Props = {
  readonly fleet: { readonly fleetId: FleetId; readonly name: string };
  readonly hosts: number;
  readonly plan: ExperimentPlan | null;
  readonly faults: DraftFaults;
  readonly obstacles: readonly ExperimentObstacle[];
  readonly savedId: ExperimentId | null;
  /** Somebody wants to go on: everything that is wrong is shown. */
  readonly onTry: () => void;
};

/** The two ways on. */
export function PlanActions({ fleet, hosts, plan, faults, obstacles, savedId, onTry }: Props) {
  const save = useSaving(fleet.fleetId, savedId);
  const blocked = obstacles.some(({ blocks }) => blocks);
  const count = Object.keys(faults).length;
  const go = (start: boolean): void => {
    onTry();
    if (plan !== null) save.mutate({ plan, start });
    else showFirstFault();
  };
  const words = startWords({
    fleetName: fleet.name,
    arms: plan?.arms.length ?? 2,
    design: plan?.design.kind ?? "hosts",
    hosts,
  });
  return (
    <Card as="div" className="sticky bottom-0 grid gap-3 p-4 shadow-[0_-8px_16px_var(--surface)]">
      {count > 0 && (
        <p className="text-13 text-muted" role="status">
          {count} {count === 1 ? "field wants" : "fields want"} an answer before it can be saved.
        </p>
      )}
      <Button
        tone="primary"
        size="large"
        wide
        className="py-2.5 leading-snug whitespace-normal!"

        disabled={blocked || save.isPending}
        onClick={() => go(true)}
      >
        {save.isPending ? "Starting…" : plan === null ? `Start on ${fleet.name}` : words}
      </Button>
      <Button wide disabled={save.isPending} onClick={() => go(false)}>
        Save as a draft
      </Button>
      <FailedCall of={save} />
    </Card>
  );
}

function useSaving(fleetId: FleetId, savedId: ExperimentId | null) {
  const router = useRouter();
  return useMutation({
    mutationFn: async ({ plan, start }: { readonly plan: ExperimentPlan; readonly start: boolean }) => {
      const { experiment } = await trpc.planExperiment.mutate({
        fleetId,
        plan,
        ...(savedId === null ? {} : { experimentId: savedId }),
      });
      if (start) await trpc.startExperiment.mutate({ experimentId: experiment.experimentId });
      return experiment.experimentId;
    },
    onSuccess: (experimentId) => router.push(`/experiments/${experimentId}`),
  });
}

// The field may be folded away: what holds it is opened first.
function showFirstFault(): void {
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>('[data-plan] [aria-invalid="true"]');
    for (let at = field?.closest("details"); at; at = at.parentElement?.closest("details")) at.open = true;
    field?.focus();
  });
}
