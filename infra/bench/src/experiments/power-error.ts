import {
  normalsOf,
  planPower,
  seededUniform,
  type PowerQuestion,
  type UnitObservation,
} from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { mightFind } from "./might-find.ts";
import { nullPlan } from "./null-plan.ts";
import { judgeAt } from "./peeking.ts";
import { setsOfBlocks } from "./switchback-trials.ts";

const LOOKS = 40;
const LOOK_S = 60;

type Planned = { readonly name: string; readonly question: PowerQuestion; readonly kind: DataKind };

const common = { arms: 2, alpha: 0.05, power: 0.8, minS: LOOK_S, maxS: LOOKS * LOOK_S, lookEveryS: LOOK_S } as const;

type Hosts = {
  readonly units: number;
  readonly effect: number;
  readonly betweenSd: number;
  readonly noise: number;
  readonly correlation?: number;
};

/** Hosts with levels and noise as the plan was told. Their past is so long that its own noise is nothing beside it. */
function hosts(name: string, { units, effect, betweenSd, noise, correlation = 0 }: Hosts): Planned {
  const question = {
    ...common,
    design: { kind: "hosts" } as const,
    unitsPerArm: units,
    minimumEffect: effect,
    baseline: { mean: 100, betweenSd, correlation, within: { sd: noise, overS: LOOK_S } },
  };
  const plan = { ...nullPlan(LOOKS, { preS: correlation === 0 ? 0 : 3600 }), minimumEffect: effect };
  const start: DataKind["start"] = (chance) => levelled({ units, betweenSd, noise, correlation }, chance);
  return { name, question, kind: { name, looks: LOOKS, plan, plain: correlation === 0, start } };
}

/** The effect moves the mean and leaves the spread, as the plan has it. */
function levelled(
  { units, betweenSd, noise, correlation }: Required<Omit<Hosts, "effect">>,
  { normal }: Chance,
): Trial {
  const past = Array.from({ length: 2 * units }, normal);
  const levels = past.map(
    (told) => 100 + betweenSd * (correlation * told + Math.sqrt(1 - correlation ** 2) * normal()),
  );
  const sums = levels.map(() => 0);
  let frames = 0;
  return {
    advance: () => {
      frames += 1;
      for (const [index, level] of levels.entries()) sums[index] = (sums[index] ?? 0) + level + noise * normal();
    },
    observe: (effect) =>
      sums.map((sum, index): UnitObservation => {
        const treated = index >= units;
        const moved = treated ? sum + frames * 100 * effect : sum;
        const before = { figure: { frames: 1, sum: past[index] ?? 0, weight: 1 } };
        const names = { unit: `host-${index}`, arm: treated ? "treated" : "control", cluster: null };
        return { ...names, totals: { figure: { frames, sum: moved, weight: frames } }, before };
      }),
  };
}

function blocks(name: string, sets: number, minimumEffect: number, betweenSd: number, correlation: number): Planned {
  const looks = 2 * sets;
  const design = { kind: "switchback", blockS: LOOK_S, washOutS: 10 } as const;
  const baseline = { mean: 100, betweenSd, correlation, within: null };
  const question = { ...common, design, unitsPerArm: 0, minimumEffect, maxS: looks * LOOK_S, baseline };
  const start: DataKind["start"] = (chance) => setsOfBlocks(chance, betweenSd, correlation);
  return {
    name,
    question,
    kind: { name, looks, plan: { ...nullPlan(looks, { design }), minimumEffect }, plain: false, start },
  };
}

const plans: readonly Planned[] = [
  hosts("hosts_6", { units: 6, effect: 0.2, betweenSd: 6, noise: 20 }),
  hosts("hosts_12", { units: 12, effect: 0.12, betweenSd: 6, noise: 20 }),
  hosts("hosts_12_even", { units: 12, effect: 0.07, betweenSd: 0, noise: 25 }),
  hosts("hosts_40", { units: 40, effect: 0.05, betweenSd: 6, noise: 10 }),
  hosts("own_past_12", { units: 12, effect: 0.1, betweenSd: 12, noise: 20, correlation: 0.9 }),
  blocks("switchback_24", 24, 0.11, 12, 0.5),
];

export type PowerCheck = {
  readonly name: string;
  readonly planned: number;
  readonly simulated: number;
  readonly trials: number;
};

/** For each plan the power that was planned, and how often the verdict found the effect by the end when the experiment was run from its frames on. */
export function checkPower(trials: number, seed: number): readonly PowerCheck[] {
  return plans.map(({ name, question, kind }, index) => {
    const uniform = seededUniform(seed + index);
    const chance = { uniform, normal: normalsOf(uniform) };
    let found = 0;
    for (let trial = 0; trial < trials; trial += 1) if (findsEffect(kind, -question.minimumEffect, chance)) found += 1;
    return { name, planned: planPower(question).power, simulated: found / trials, trials };
  });
}

function findsEffect(kind: DataKind, effect: number, chance: Chance): boolean {
  const run = kind.start(chance);
  for (let look = 1; look <= kind.looks; look += 1) {
    run.advance();
    const observations = run.observe(effect);
    if (kind.plain && !mightFind(observations)) continue;
    const [comparison] = judgeAt(kind, observations, look).comparisons;
    if (
      comparison !== undefined &&
      comparison.adjustedP <= kind.plan.alpha &&
      comparison.sequential.absolute.estimate < 0
    )
      return true;
  }
  return false;
}
