import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import type { Judgement } from "../verdict/verdict.ts";
import type { RunBlock, HostUnit, Run } from "./run.ts";

/** An experiment as its state machine sees it. `seed` decides who gets what; `hosts` by their ids, those that left included. */
export type Experiment = {
  readonly seed: string;
  readonly plan: ExperimentPlan;
  readonly run: Run;
  readonly hosts: Readonly<Record<string, HostUnit>>;
};

/** What a look knows of the world. */
export type Facts = {
  /** ms since 1970. */
  readonly now: number;
  /** Hosts that are in the fleet and answer. */
  readonly hosts: readonly { readonly hostId: string; readonly name: string }[];
  /** Why nobody steers the fleet now; `auto`: it ends by itself. */
  readonly held: { readonly code: string; readonly sentence: string; readonly auto: boolean } | null;
  /** Why an arm may not run any more, the gravest first. */
  readonly withdrawn: { readonly code: string; readonly sentence: string } | null;
  /** Of the stage under way; null: nothing of it has figures yet. */
  readonly judgement: Judgement | null;
  /** When the newest frame under the experiment was made; null: none ever. */
  readonly lastFrameAt: number | null;
};

/** What the caller has to do, in one transaction with keeping the experiment. */
export type RunEffect =
  /** What some host carries has changed. */
  | { readonly kind: "tell-hosts" }
  | { readonly kind: "note"; readonly code: string; readonly sentence: string }
  | { readonly kind: "begin-block"; readonly block: RunBlock; readonly stage: number }
  | { readonly kind: "cut-block"; readonly unit: string; readonly at: number }
  | { readonly kind: "promote"; readonly arm: string }
  /** A promotion turned out wrong: what was in charge before is in charge again. */
  | { readonly kind: "put-back" };

export type Advanced = { readonly experiment: Experiment; readonly effects: readonly RunEffect[] };

/** An experiment with a changed run, and what to do about it. */
export function moved(experiment: Experiment, run: Partial<Run>, ...effects: readonly RunEffect[]): Advanced {
  return { experiment: { ...experiment, run: { ...experiment.run, ...run } }, effects };
}

export function note(code: string, sentence: string): RunEffect {
  return { kind: "note", code, sentence };
}

/** The first arm: what everything is compared with. */
export function controlOf(plan: ExperimentPlan): string {
  return plan.arms[0]?.name ?? "";
}

/** Arms that are still in it, the control first. */
export function armsInIt({ plan, run }: Experiment): ExperimentPlan["arms"] {
  return plan.arms.filter(({ name }) => !run.dropped.includes(name));
}

/** Hosts that are there, in the order of their ids. */
export function presentHosts({ hosts }: Experiment): readonly (readonly [string, HostUnit])[] {
  return Object.entries(hosts)
    .filter(([, { leftAt }]) => leftAt === null)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}
