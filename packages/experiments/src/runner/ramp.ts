import type { Advanced, Experiment } from "./experiment.ts";
import { armsInIt, controlOf, presentHosts } from "./experiment.ts";
import type { HostUnit, Stage } from "./run.ts";

/** A step that brings some host onto another arm. `hosts`: how many are on one then. */
export type RampStep = {
  readonly step: number;
  readonly percent: number;
  readonly leastS: number;
  readonly hosts: number;
};

/** Of an arm with `count` hosts, how many may be on it: rounded down, so that one per cent of ten hosts is none. */
export function treatedOf(count: number, percent: number): number {
  return percent >= 100 ? count : Math.floor((count * percent) / 100 + 1e-9);
}

/** The steps of the plan that change something with these hosts. A switchback has one: everybody, in turns. */
export function stepsThatCount(experiment: Experiment): readonly RampStep[] {
  const { plan } = experiment;
  if (plan.design.kind === "switchback") {
    const last = plan.ramp.length - 1;
    return [{ step: last, percent: 100, leastS: 0, hosts: presentHosts(experiment).length }];
  }
  let before = 0;
  return rampOf(experiment).filter(({ hosts }) => {
    const counts = hosts > before;
    before = Math.max(before, hosts);
    return counts;
  });
}

/** All steps of the plan with the hosts that each means now. */
export function rampOf(experiment: Experiment): readonly RampStep[] {
  const sizes = armSizes(experiment);
  return experiment.plan.ramp.map(({ percent, leastS }, step) => {
    const hosts = [...sizes.values()].reduce((sum, size) => sum + treatedOf(size, percent), 0);
    return { step, percent, leastS, hosts };
  });
}

function armSizes(experiment: Experiment): ReadonlyMap<string, number> {
  const control = controlOf(experiment.plan);
  const others = armsInIt(experiment).filter(({ name }) => name !== control);
  const present = presentHosts(experiment);
  return new Map(others.map(({ name }) => [name, present.filter(([, { arm }]) => arm === name).length]));
}

/** Brings as many hosts onto their arms as the step under way asks for, in their turn. Who is on one stays on it. */
export function rampUp(experiment: Experiment, now: number): Advanced {
  const { run, plan } = experiment;
  const { stage } = run;
  if (run.status !== "running" || stage === null || plan.design.kind !== "hosts") return { experiment, effects: [] };
  const hosts: Record<string, HostUnit> = { ...experiment.hosts };
  for (const [arm, size] of armSizes(experiment)) {
    const mine = presentHosts(experiment).filter(([, unit]) => unit.arm === arm);
    const missing = treatedOf(size, stage.percent) - mine.filter(([, { treatedAt }]) => treatedAt !== null).length;
    const next = mine.filter(([, { treatedAt }]) => treatedAt === null).toSorted(([, a], [, b]) => a.place - b.place);
    for (const [id, unit] of next.slice(0, Math.max(0, missing))) hosts[id] = { ...unit, treatedAt: now };
  }
  return { experiment: { ...experiment, hosts }, effects: [] };
}

/** Which hosts each arm's figures should come from in a stage, as shares for the sample-ratio check. */
export function sharesOf(experiment: Experiment, stage: Stage): Readonly<Record<string, number>> {
  const { plan, run } = experiment;
  const control = controlOf(plan);
  const winner = run.winner ?? control;
  if (plan.design.kind === "switchback") return blockShares(experiment, stage);
  // Hosts that left meanwhile are missed: an arm that kills its hosts must not look complete.
  const present = Object.values(experiment.hosts).filter(({ leftAt }) => leftAt === null || leftAt >= stage.since);
  const count = (of: (unit: HostUnit) => boolean): number => present.filter(of).length;
  switch (stage.kind) {
    case "aa":
      return Object.fromEntries(armsInIt(experiment).map(({ name }) => [name, count(({ arm }) => arm === name)]));
    case "ramp": {
      const treated = armsInIt(experiment)
        .filter(({ name }) => name !== control)
        .map(({ name }) => [name, count(({ arm, treatedAt }) => arm === name && treatedAt !== null)] as const);
      return { [control]: count(({ arm }) => arm === control), ...Object.fromEntries(treated) };
    }
    case "confirm":
      return Object.fromEntries([control, winner].map((name) => [name, count(({ confirms }) => confirms === name)]));
    case "holdout":
      return { [control]: count(({ heldOut }) => heldOut), [winner]: count(({ heldOut }) => !heldOut) };
    default:
      return stage.kind satisfies never;
  }
}

/** The shares of a switchback's blocks. */
export function blockShares(experiment: Experiment, stage: Stage): Readonly<Record<string, number>> {
  const { plan, run } = experiment;
  const control = controlOf(plan);
  const winner = run.winner ?? control;
  switch (stage.kind) {
    case "aa":
    case "ramp":
      return Object.fromEntries(armsInIt(experiment).map(({ name, weight }) => [name, weight]));
    case "confirm":
      return { [control]: 1, [winner]: 1 };
    case "holdout":
      return { [control]: plan.holdout.percent / 100, [winner]: 1 - plan.holdout.percent / 100 };
    default:
      return stage.kind satisfies never;
  }
}
