import { bucketOf, type ExperimentPlan, type UnitObservation } from "@fleet-persona/experiments";
import type { Chance, DataKind, Trial } from "./data-kind.ts";
import { nullPlan } from "./null-plan.ts";

/** The frames of one host: each call is the next one's figure (and, of a ratio, its denominator). */
export type Frames = () => number;
export type Host = { readonly frames: Frames; readonly weight?: Frames };

type Shape = {
  readonly name: string;
  readonly control: number;
  readonly treated: number;
  readonly host: (chance: Chance) => Host;
  readonly measure?: ExperimentPlan["metrics"][number]["measure"];
  /** Frames of its own past that each host has. */
  readonly past?: number;
  readonly looks?: number;
  readonly framesPerLook?: number;
};

type Sums = { frames: number; sum: number; weight: number; histogram: Record<string, number> | null };

/** Hosts that gather frames while they are looked at. */
export function hostKind(shape: Shape): DataKind {
  const looks = shape.looks ?? 60;
  const plan = nullPlan(looks, {
    ...(shape.measure === undefined ? {} : { measure: shape.measure }),
    preS: shape.past === undefined ? 0 : 3600,
  });
  const plain = shape.measure === undefined && shape.past === undefined;
  return { name: shape.name, looks, plan, plain, start: (chance) => hostTrial(shape, chance) };
}

function hostTrial(shape: Shape, chance: Chance): Trial {
  const count = shape.control + shape.treated;
  const hosts = Array.from({ length: count }, () => shape.host(chance));
  const quantile = shape.measure?.kind === "quantile";
  const before = hosts.map((host) => gather(emptySums(quantile), host, shape.past ?? 0));
  const sums = hosts.map(() => emptySums(quantile));
  return {
    advance: () => {
      for (const [index, host] of hosts.entries())
        gather(sums[index] ?? emptySums(quantile), host, shape.framesPerLook ?? 4);
    },
    observe: (effect) =>
      sums.map((own, index): UnitObservation => {
        const treated = index >= shape.control;
        const past = shape.past === undefined ? undefined : before[index];
        return {
          unit: `host-${index}`,
          arm: treated ? "treated" : "control",
          cluster: null,
          totals: { figure: totalsOf(own, treated ? 1 + effect : 1) },
          ...(past === undefined ? {} : { before: { figure: totalsOf(past, 1) } }),
        };
      }),
  };
}

const emptySums = (quantile: boolean): Sums => ({ frames: 0, sum: 0, weight: 0, histogram: quantile ? {} : null });

function gather(sums: Sums, { frames, weight }: Host, count: number): Sums {
  for (let frame = 0; frame < count; frame += 1) {
    const value = frames();
    sums.frames += 1;
    sums.sum += value;
    sums.weight += weight?.() ?? 1;
    if (sums.histogram === null) continue;
    const key = bucketOf(value);
    sums.histogram[key] = (sums.histogram[key] ?? 0) + 1;
  }
  return sums;
}

function totalsOf({ frames, sum, weight, histogram }: Sums, factor: number): UnitObservation["totals"][string] {
  if (histogram === null) return { frames, sum: sum * factor, weight };
  // Times a factor, a figure moves by the logarithm of it in buckets of 2 %.
  const moved = Math.round(Math.log(factor) / Math.log(1.01 / 0.99));
  const shifted = Object.entries(histogram).map(([key, held]) => [`b${Number(key.slice(1)) + moved}`, held] as const);
  return { frames, sum: sum * factor, weight, histogram: moved === 0 ? histogram : Object.fromEntries(shifted) };
}
