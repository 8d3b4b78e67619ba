import { LEAST_UNITS } from "../verdict/arm-data.ts";
import { cutBlock } from "./blocks.ts";
import type { Advanced, RunEffect, Experiment } from "./experiment.ts";
import { controlOf, moved, note } from "./experiment.ts";
import { stageMs } from "./measured-time.ts";
import { stepsThatCount } from "./ramp.ts";
import type { RampStep } from "./ramp.ts";
import { freshHosts, withConfirming, withHeldOut } from "./roster.ts";
import type { ExperimentStatus, Run, Stage } from "./run.ts";

type NewStage = Pick<Stage, "kind" | "step" | "percent">;

/** Begins a stage: its figures begin anew. `spentMs`: what earlier stages of the same part have measured. */
export function beginStage(
  experiment: Experiment,
  now: number,
  { status, stage, spentMs }: { status: ExperimentStatus; stage: NewStage; spentMs: number },
  ...effects: readonly RunEffect[]
): Advanced {
  const { run } = experiment;
  const next: Stage = { ...stage, number: (run.stage?.number ?? 0) + 1, since: now, heldMs: 0 };
  const change: Partial<Run> = { status, stage: next, spentMs, pause: null, blocks: null };
  return moved(experiment, change, ...cutBlock(experiment, now), ...effects);
}

/** The first step of the ramp, or the next one that changes something. */
export function beginStep(experiment: Experiment, now: number, step: RampStep): Advanced {
  const { run, plan } = experiment;
  const first = run.stage?.kind !== "ramp";
  const spentMs = first ? 0 : run.spentMs + stageMs(run, now);
  const skipped = plan.ramp
    .slice(first ? 0 : (run.stage?.step ?? 0) + 1, step.step)
    .map(({ percent }) => `${percent} %`);
  const over = skipped.length === 0 ? "" : ` ${skipped.join(", ")} would change nothing with so few hosts: skipped.`;
  const sentence =
    plan.design.kind === "switchback"
      ? "The blocks run in turns from now on."
      : `${step.percent} %: ${step.hosts} ${step.hosts === 1 ? "host is" : "hosts are"} on another arm than the control.${over}`;
  const stage = { kind: "ramp", step: step.step, percent: step.percent } as const;
  return beginStage(experiment, now, { status: "running", stage, spentMs }, note("ramped", sentence));
}

/** The steps that are still ahead of the one under way. */
export function stepsAhead(experiment: Experiment): readonly RampStep[] {
  const { stage } = experiment.run;
  const at = stage?.kind === "ramp" ? stage.step : -1;
  return stepsThatCount(experiment).filter(({ step }) => step > at);
}

// As many on each side as a verdict takes.
const leastFresh = 2 * LEAST_UNITS;

/** After a win: confirm on fresh units, or promote, or leave it to a person. */
export function afterWin(experiment: Experiment, now: number, winner: string, sentence: string): Advanced {
  const won = moved(experiment, { winner }, note("won", sentence));
  if (!experiment.plan.confirm) return promoteOrAsk(won.experiment, now, ...won.effects);
  if (experiment.plan.design.kind === "hosts") {
    const fresh = freshHosts(won.experiment);
    if (fresh.length < leastFresh) return cannotConfirm(won.experiment, now, fresh.length, won.effects);
    const hosts = withConfirming(won.experiment, fresh);
    return confirm(
      { ...won.experiment, hosts },
      now,
      `${fresh.length} hosts that no treatment has touched`,
      won.effects,
    );
  }
  return confirm(won.experiment, now, "fresh blocks", won.effects);
}

function confirm(experiment: Experiment, now: number, on: string, effects: readonly RunEffect[]): Advanced {
  const stage = { kind: "confirm", step: 0, percent: 50 } as const;
  const said = note("confirming", `It is confirmed on ${on}, whose figures count alone.`);
  const change = { status: "confirming", stage, spentMs: 0 } as const;
  const allowed = { ...experiment, run: { ...experiment.run, allowedMs: experiment.plan.maxS * 1000 } };
  return beginStage(allowed, now, change, ...effects, said);
}

function cannotConfirm(experiment: Experiment, now: number, fresh: number, effects: readonly RunEffect[]): Advanced {
  const sentence = `Only ${fresh} hosts were never on another arm and a confirmation needs ${leastFresh}: it is unconfirmed. Promote it by hand, or stop and try it on more hosts.`;
  return moved(
    experiment,
    { status: "awaiting-promotion", blocks: null },
    ...cutBlock(experiment, now),
    ...effects,
    note("no-fresh-hosts", sentence),
  );
}

/** A winner that was confirmed, or that needs no confirmation. */
export function promoteOrAsk(experiment: Experiment, now: number, ...effects: readonly RunEffect[]): Advanced {
  if (experiment.plan.promote === "automatic") return promote(experiment, now, ...effects);
  const sentence = "It is ready to be promoted and waits for a person; until then what was in charge before is.";
  const change = { status: "awaiting-promotion", blocks: null } as const;
  return moved(experiment, change, ...cutBlock(experiment, now), ...effects, note("awaiting-promotion", sentence));
}

/** The winner is put in charge of the fleet; a holdout goes on measuring where the plan has one. */
export function promote(experiment: Experiment, now: number, ...effects: readonly RunEffect[]): Advanced {
  const { plan, run } = experiment;
  const arm = run.winner ?? controlOf(plan);
  const done: RunEffect[] = [...effects, { kind: "promote", arm }];
  const { percent, days } = plan.holdout;
  const present = Object.values(experiment.hosts).filter(({ leftAt }) => leftAt === null).length;
  const holds = percent > 0 && days > 0 && (plan.design.kind === "switchback" || present > 1);
  const title = plan.arms.find(({ name }) => name === arm)?.title ?? arm;
  if (!holds)
    return ended(
      experiment,
      now,
      { status: "promoted", code: "winner-promoted", sentence: `${title} is in charge of the fleet.` },
      ...done,
    );
  const hosts = plan.design.kind === "hosts" ? withHeldOut(experiment) : experiment.hosts;
  const sentence = `${title} is in charge of the fleet; ${percent} % stay on the control for ${days} days, to see that it lasts.`;
  const stage = { kind: "holdout", step: 0, percent: 100 - percent } as const;
  const begun = beginStage(
    { ...experiment, hosts },
    now,
    { status: "holdout", stage, spentMs: 0 },
    ...done,
    note("promoted", sentence),
  );
  return begun;
}

/** The end: hosts follow the fleet's own document again. */
export function ended(
  experiment: Experiment,
  now: number,
  { status, code, sentence }: { status: ExperimentStatus; code: string; sentence: string },
  ...effects: readonly RunEffect[]
): Advanced {
  const change: Partial<Run> = { status, blocks: null, pause: null, end: { at: now, code, sentence } };
  return moved(experiment, change, ...cutBlock(experiment, now), ...effects, note(code, sentence));
}

/** Everybody runs what is in charge of the fleet, nothing is measured, until somebody goes on. */
export function paused(
  experiment: Experiment,
  now: number,
  { code, sentence, auto }: { code: string; sentence: string; auto: boolean },
): Advanced {
  const { run } = experiment;
  const { status } = run;
  if (status === "paused" || status === "awaiting-promotion" || status === "draft") return { experiment, effects: [] };
  if (status === "promoted" || status === "concluded" || status === "rolled-back" || status === "stopped")
    return { experiment, effects: [] };
  const blocks = run.blocks === null ? null : { ...run.blocks, current: null };
  const pause = { at: now, code, sentence, back: status, auto };
  return moved(experiment, { status: "paused", pause, blocks }, ...cutBlock(experiment, now), note(code, sentence));
}

// After these the figures so far are worth nothing: they begin anew.
const spoilt = new Set([
  "sample-ratio",
  "multiple-exposure",
  "clocks-apart",
  "metric-stopped",
  "identical-arms",
  "aa-found-something",
]);

/** Goes on where it was paused; after a fault with fresh figures, after an inconclusive end with as much time again. */
export function resumed(experiment: Experiment, now: number, sentence: string): Advanced {
  const { run, plan } = experiment;
  const { pause, stage } = run;
  if (run.status !== "paused" || pause === null || stage === null) return { experiment, effects: [] };
  const allowedMs = run.allowedMs + (pause.code === "inconclusive" ? plan.maxS * 1000 : 0);
  if (spoilt.has(pause.code)) {
    const { kind, step, percent } = stage;
    const again = { status: pause.back, stage: { kind, step, percent }, spentMs: kind === "ramp" ? run.spentMs : 0 };
    return beginStage(
      { ...experiment, run: { ...run, allowedMs } },
      now,
      again,
      note("resumed", `${sentence} Its figures begin anew.`),
    );
  }
  const blocks = run.blocks === null ? null : { from: now, series: run.blocks.series + 1, current: null };
  const heldMs = stage.heldMs + Math.max(0, now - pause.at);
  const change: Partial<Run> = { status: pause.back, pause: null, blocks, allowedMs, stage: { ...stage, heldMs } };
  return moved(experiment, change, note("resumed", sentence));
}
