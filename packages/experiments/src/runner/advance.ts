import { turnBlock } from "./blocks.ts";
import { carriedBy } from "./carried.ts";
import type { Advanced, RunEffect, Experiment, Facts } from "./experiment.ts";
import { judgeStage } from "./judge-stage.ts";
import { rampUp } from "./ramp.ts";
import { withRoster } from "./roster.ts";
import { hasEnded, isOpen } from "./run.ts";
import { ended, paused, resumed } from "./stages.ts";

/**
 * One look: what was seen, and what is to be done about it. The same facts twice change nothing the second time, so that a look whose
 * worker died before it was kept can be made again by any other.
 */
export function advance(experiment: Experiment, facts: Facts): Advanced {
  if (!isOpen(experiment.run.status)) return { experiment, effects: [] };
  const steps = [withRoster, withdraw, hold, judgeStage, rampStep, turn] as const;
  let at = experiment;
  const effects: RunEffect[] = [];
  for (const step of steps) {
    if (hasEnded(at.run.status)) break;
    const taken = step(at, facts);
    at = taken.experiment;
    effects.push(...taken.effects);
  }
  return told(experiment, { experiment: at, effects });
}

/** What was decided, with the word to the hosts where it changes what one of them carries. */
export function told(before: Experiment, { experiment, effects }: Advanced): Advanced {
  const changed = Object.keys(experiment.hosts).some(
    (id) => JSON.stringify(placeOf(before, id)) !== JSON.stringify(placeOf(experiment, id)),
  );
  return { experiment, effects: changed ? [...effects, { kind: "tell-hosts" }] : effects };
}

// In an A/A the frames carry numbers of their own.
function placeOf(experiment: Experiment, hostId: string): unknown {
  const carried = carriedBy(experiment, hostId);
  return carried === null ? null : [carried, experiment.run.status === "aa"];
}

function withdraw(experiment: Experiment, { withdrawn, now }: Facts): Advanced {
  if (withdrawn === null) return { experiment, effects: [] };
  return ended(experiment, now, { status: "stopped", ...withdrawn });
}

function hold(experiment: Experiment, { held, now }: Facts): Advanced {
  const { pause, status } = experiment.run;
  if (held !== null) return paused(experiment, now, held);
  if (status !== "paused" || pause?.auto !== true) return { experiment, effects: [] };
  return resumed(experiment, now, "What held it is over: it goes on.");
}

function rampStep(experiment: Experiment, { now }: Facts): Advanced {
  return rampUp(experiment, now);
}

function turn(experiment: Experiment, { now }: Facts): Advanced {
  return turnBlock(experiment, now);
}
