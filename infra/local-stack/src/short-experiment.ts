import { setTimeout as sleep } from "node:timers/promises";
import { experimentPlanSchema, hasEnded } from "@fleet-persona/experiments";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { execute, getExperiment, planExperiment, startExperiment, stopExperiment } from "@fleet-persona/hub-core";
import type { Actor, Deps, ExperimentView, FleetView } from "@fleet-persona/hub-core";

/** What the switchback came to, for the report. Effects are shares of the Persona's figure: 0.2 is a fifth more without it. */
export type ShortExperiment = {
  readonly experimentId: string;
  readonly status: ExperimentView["status"];
  readonly sentence: string;
  readonly effect: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  readonly blocks: { readonly counted: number; readonly leftOut: number };
};

/** Of the switchback, s. */
export const block = { blockS: 12, washOutS: 4 };

/** Least length, s: a verdict takes four blocks of each arm. */
export const LEAST_EXPERIMENT_S = 8 * block.blockS;

/**
 * The Persona against the configuration that was there before it, on one balancer: its servers share their load, so the arms take turns. The Persona is the
 * control, because it is what is in charge. Both arms are where they want to be within a wash-out, which an autoscaler, slow to shrink, would not be.
 */
export function shortPlan(seconds: number): ExperimentPlan {
  return experimentPlanSchema.parse({
    name: "With the Persona or as it was before",
    hypothesis: "What was set by hand allocates more cores for the same traffic.",
    design: { kind: "switchback", ...block },
    arms: [
      { name: "persona", title: "The Persona", treatment: { kind: "as-is" } },
      { name: "before", title: "As it was before", treatment: { kind: "fallback", fallback: "safe" } },
    ],
    metrics: [
      {
        name: "cores",
        title: "Cores allocated",
        unit: "cores",
        better: "lower",
        measure: { kind: "mean", signal: "allocated_cores" },
      },
      {
        name: "breach",
        title: "Seconds in breach",
        unit: "share",
        better: "lower",
        measure: {
          kind: "share",
          any: [
            { signal: "latency_p95", comparison: ">", threshold: 150 },
            { signal: "error_rate", comparison: ">", threshold: 0.01 },
          ],
        },
      },
    ],
    goal: "cores",
    guardrails: [{ metric: "breach", margin: 0.5, scale: "absolute" }],
    minimumEffect: 0.05,
    minS: LEAST_EXPERIMENT_S,
    maxS: seconds,
    ramp: [{ percent: 100, leastS: LEAST_EXPERIMENT_S }],
    confirm: false,
  });
}

/** `onLook` is told every second where it is. */
export type ShortExperimentAsked = {
  readonly deps: Deps;
  readonly admin: Actor;
  readonly fleet: Pick<FleetView, "fleetId">;
  readonly seconds: number;
  readonly abort: AbortSignal;
  readonly onLook: (view: ExperimentView) => void;
};

/** Plans it, starts it and waits for its end; what has no end by then is stopped, and the fleet is as before. */
export async function runShortExperiment({
  deps,
  admin,
  fleet,
  ...asked
}: ShortExperimentAsked): Promise<ShortExperiment> {
  const { seconds, abort, onLook } = asked;
  const planned = await execute(deps, admin, planExperiment, { fleetId: fleet.fleetId, plan: shortPlan(seconds) });
  const { experimentId } = planned.experiment;
  let view = await execute(deps, admin, startExperiment, { experimentId });
  const until = performance.now() + (seconds + 60) * 1000;
  while (!isOver(view) && !abort.aborted && performance.now() < until) {
    await sleep(1000);
    view = await execute(deps, admin, getExperiment, { experimentId });
    onLook(view);
  }
  const { figures, blocks, effect } = view;
  // What was found is in the words of the last look; those of a stop say only that it was stopped.
  const found = hasEnded(view.status) ? view.conclusion?.paragraph : figures?.overall.sentence;
  if (!hasEnded(view.status)) view = await execute(deps, admin, stopExperiment, { experimentId });
  return {
    experimentId,
    status: view.status,
    sentence: found ?? view.sentence,
    effect: effect?.relative ?? null,
    blocks: { counted: blocks?.counted ?? 0, leftOut: blocks?.leftOut ?? 0 },
  };
}

function isOver({ status }: ExperimentView): boolean {
  return hasEnded(status) || status === "paused" || status === "awaiting-promotion";
}
