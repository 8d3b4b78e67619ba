import { controlOf, markerOf } from "@fleet-persona/experiments";
import type { Experiment } from "@fleet-persona/experiments";
import { EXPERIMENT_MARKER } from "@fleet-persona/protocol";
import type { BlockDetail } from "./keep-experiment.ts";
import { sampleOf } from "./read-frames.ts";
import type { HostFrame } from "./read-frames.ts";

export type BlockUnit = BlockDetail & { readonly unit: string; readonly arm: string };

/** What the frames of the stage under way may belong to. */
export type Exposures = {
  readonly experiment: Experiment;
  /** The experiment's number within its fleet. */
  readonly number: number;
  /** Blocks of the stage, the oldest first; empty where hosts are the units. */
  readonly blocks: readonly BlockUnit[];
};

/** Where a frame counts. `stray`: it was made in the unit's time, but under another arm. */
export type Exposure = { readonly unit: string; readonly arm: string; readonly stray: boolean };

// A host hears of its arm within seconds; a frame under the one before is no fault for so long.
const settleMs = 15_000;

/** The unit that a host's frame belongs to; null when it belongs to none. */
export function exposureOf(exposures: Exposures, hostId: string, frame: HostFrame): Exposure | null {
  const { stage } = exposures.experiment.run;
  if (stage === null || frame.at < stage.since) return null;
  const marker = sampleOf(frame, EXPERIMENT_MARKER);
  return exposures.experiment.plan.design.kind === "switchback"
    ? ofBlock(exposures, frame.at, marker)
    : ofHost(exposures, hostId, { at: frame.at, marker });
}

function ofBlock({ experiment, number, blocks }: Exposures, at: number, marker: number | null): Exposure | null {
  const { plan, run } = experiment;
  const washOutMs = plan.design.kind === "switchback" ? plan.design.washOutS * 1000 : 0;
  const block = blocks.findLast(({ from }) => from <= at);
  if (block === undefined || at >= block.until || at < block.from + washOutMs) return null;
  const { unit, arm } = block;
  return { unit, arm, stray: marker !== markerFor(plan, number, arm, run.stage?.kind === "aa") };
}

function ofHost(
  { experiment, number }: Exposures,
  hostId: string,
  { at, marker }: { at: number; marker: number | null },
): Exposure | null {
  const expected = armInStage(experiment, hostId);
  const { stage } = experiment.run;
  if (expected === null || stage === null || marker === null) return null;
  const { arm, since } = expected;
  if (marker === markerFor(experiment.plan, number, arm, stage.kind === "aa"))
    return { unit: hostId, arm, stray: false };
  const ofThisOne = Math.floor(marker / 16) === number;
  return ofThisOne && at > since + settleMs ? { unit: hostId, arm, stray: true } : null;
}

function markerFor(plan: Experiment["plan"], number: number, arm: string, isTrialRun: boolean): number {
  return markerOf(
    number,
    plan.arms.findIndex(({ name }) => name === arm),
    isTrialRun,
  );
}

/** The arm that a host counts for in the stage under way, and since when; null when it takes no part. */
export function armInStage({ plan, run, hosts }: Experiment, hostId: string): { arm: string; since: number } | null {
  const unit = hosts[hostId];
  const { stage } = run;
  if (unit === undefined || stage === null) return null;
  const control = controlOf(plan);
  const since = Math.max(stage.since, unit.enrolledAt);
  switch (stage.kind) {
    case "aa":
      return unit.arm === null ? null : { arm: unit.arm, since };
    case "ramp": {
      if (unit.arm === null || run.dropped.includes(unit.arm)) return null;
      if (unit.arm === control) return { arm: control, since };
      return unit.treatedAt === null ? null : { arm: unit.arm, since: Math.max(since, unit.treatedAt) };
    }
    case "confirm":
      return unit.confirms === null ? null : { arm: unit.confirms, since };
    case "holdout":
      return { arm: unit.heldOut ? control : (run.winner ?? control), since };
    default:
      return stage.kind satisfies never;
  }
}
