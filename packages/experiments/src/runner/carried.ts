import type { Experiment } from "./experiment.ts";
import { controlOf } from "./experiment.ts";
import type { HostUnit } from "./run.ts";

/**
 * What a host carries now: the arm it counts for, the arm whose treatment it runs (the control's in an A/A), and whether its frames are
 * to say so.
 */
export type Carried = { readonly arm: string; readonly plays: string; readonly marked: boolean };

/** Null: the experiment has nothing to say to this host; whatever is in charge of the fleet is. */
export function carriedBy(experiment: Experiment, hostId: string): Carried | null {
  const unit = experiment.hosts[hostId];
  if (unit === undefined || unit.leftAt !== null) return null;
  const { plan } = experiment;
  return plan.design.kind === "switchback" ? ofBlock(experiment) : ofHost(experiment, unit);
}

function ofBlock({ plan, run }: Experiment): Carried | null {
  const arm = run.blocks?.current?.arm;
  if (arm === undefined) return null;
  switch (run.status) {
    case "aa":
      return { arm, plays: controlOf(plan), marked: true };
    case "running":
    case "confirming":
    case "holdout":
      return { arm, plays: arm, marked: true };
    case "awaiting-promotion":
    case "draft":
    case "paused":
    case "promoted":
    case "concluded":
    case "rolled-back":
    case "stopped":
      return null;
    default:
      return run.status satisfies never;
  }
}

function ofHost({ plan, run }: Experiment, { arm, treatedAt, confirms, heldOut }: HostUnit): Carried | null {
  const control = controlOf(plan);
  const waits: Carried = { arm: control, plays: control, marked: false };
  switch (run.status) {
    case "aa":
      return arm === null ? null : { arm, plays: control, marked: true };
    case "running": {
      if (arm === control) return { arm, plays: arm, marked: true };
      const treated = arm !== null && treatedAt !== null && !run.dropped.includes(arm);
      return treated ? { arm, plays: arm, marked: true } : waits;
    }
    case "confirming": {
      if (confirms !== null) return { arm: confirms, plays: confirms, marked: true };
      const stays = arm !== null && arm === run.winner && treatedAt !== null;
      return stays ? { arm, plays: arm, marked: false } : waits;
    }
    case "holdout": {
      const holds = heldOut ? control : (run.winner ?? control);
      return { arm: holds, plays: holds, marked: true };
    }
    case "awaiting-promotion":
    case "draft":
    case "paused":
    case "promoted":
    case "concluded":
    case "rolled-back":
    case "stopped":
      return null;
    default:
      return run.status satisfies never;
  }
}

/** Arms and experiments that a frame's marker can tell apart; in an A/A the arms have numbers of their own. */
const armsOfMarker = 16;
const ofTrialRun = 8;

/** The number that frames of an arm carry. `experiment` counts within the fleet, `arm` within the plan. */
export function markerOf(experiment: number, arm: number, isTrialRun: boolean): number {
  return experiment * armsOfMarker + (isTrialRun ? ofTrialRun : 0) + arm;
}
