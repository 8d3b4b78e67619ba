import type { ExperimentPlan } from "../plan/experiment-plan.ts";
import { told } from "./advance.ts";
import { turnBlock } from "./blocks.ts";
import type { Advanced, Experiment, Facts } from "./experiment.ts";
import { note } from "./experiment.ts";
import { rampUp } from "./ramp.ts";
import { dealHosts } from "./roster.ts";
import type { Run } from "./run.ts";
import { hasEnded } from "./run.ts";
import { beginStage, beginStep, ended, paused, promote, resumed, stepsAhead } from "./stages.ts";

/** Of a plan that nobody has started. */
export function draftRun({ maxS }: ExperimentPlan): Run {
  return {
    status: "draft",
    stage: null,
    spentMs: 0,
    allowedMs: maxS * 1000,
    dropped: [],
    winner: null,
    pause: null,
    blocks: null,
    end: null,
  };
}

/** Deals the hosts and begins with the A/A, or with the first step of the ramp where none is planned; null when no step treats anybody. */
export function startRun(draft: Experiment, { hosts, now }: Pick<Facts, "hosts" | "now">): Advanced | null {
  const dealt = dealHosts(
    draft,
    hosts.map(({ hostId }) => hostId),
    now,
  );
  const experiment = { ...draft, hosts: dealt };
  const [first] = stepsAhead(experiment);
  if (first === undefined) return null;
  const begun =
    draft.plan.aaS > 0
      ? beginStage(
          experiment,
          now,
          { status: "aa", stage: { kind: "aa", step: 0, percent: 0 }, spentMs: 0 },
          note("aa-started", `All arms run as the control for ${draft.plan.aaS} s first: nothing must be found.`),
        )
      : beginStep(experiment, now, first);
  return settled(draft, now, begun);
}

/** Everybody on what is in charge of the fleet until somebody goes on. */
export function pauseRun(experiment: Experiment, now: number, sentence: string): Advanced {
  return told(experiment, paused(experiment, now, { code: "paused-by-hand", sentence, auto: false }));
}

/** Goes on from a pause; does nothing otherwise. */
export function resumeRun(experiment: Experiment, now: number, sentence: string): Advanced {
  return settled(experiment, now, resumed(experiment, now, sentence));
}

/** Ends it by hand. Of a holdout only the measuring ends: what was promoted stays in charge. */
export function stopRun(experiment: Experiment, now: number, sentence: string): Advanced {
  const { run } = experiment;
  if (hasEnded(run.status)) return { experiment, effects: [] };
  const holdout = run.stage?.kind === "holdout";
  const end = holdout
    ? ({ status: "promoted", code: "holdout-ended-by-hand", sentence } as const)
    : ({ status: "stopped", code: "stopped-by-hand", sentence } as const);
  return told(experiment, ended(experiment, now, end));
}

/** A person's yes to the winner; null when there is none that waits for it. */
export function promoteRun(experiment: Experiment, now: number, sentence: string): Advanced | null {
  if (experiment.run.status !== "awaiting-promotion" || experiment.run.winner === null) return null;
  return settled(experiment, now, promote(experiment, now, note("promoted-by-hand", sentence)));
}

function settled(before: Experiment, now: number, begun: Advanced): Advanced {
  const ramped = rampUp(begun.experiment, now);
  const turned = turnBlock(ramped.experiment, now);
  return told(before, { experiment: turned.experiment, effects: [...begun.effects, ...turned.effects] });
}
