import type { Trigger } from "@fleet-persona/persona";
import type { GeneKinds, Genome } from "./genome.ts";

/** One number of a genome that is no network weight, with the range it may take. */
export type SettingGene = {
  readonly name: string;
  readonly min: number;
  readonly max: number;
  readonly scale: "linear" | "log";
  read(genome: Genome): number;
  write(genome: Genome, value: number): Genome;
};

// How far a weight of the reward or a threshold may get from what the author began with, as a factor.
const FURTHEST = 4;

/** The settings that may change, by the first ancestor: a weight or threshold that is zero there stays zero. */
export function settingGenes(ancestor: Genome, kinds: GeneKinds): readonly SettingGene[] {
  return [
    ...(kinds.adaptation ? adaptationGenes() : []),
    ...(kinds.reward ? rewardGenes(ancestor) : []),
    ...(kinds.triggers ? ancestor.triggers.flatMap((trigger, at) => triggerGenes(trigger, at)) : []),
  ];
}

/** Where a gene stands in its range, 0..1. */
export function unitOf(gene: SettingGene, genome: Genome): number {
  const value = Math.min(gene.max, Math.max(gene.min, gene.read(genome)));
  if (gene.scale === "log") return Math.log(value / gene.min) / Math.log(gene.max / gene.min);
  return (value - gene.min) / (gene.max - gene.min);
}

/** The genome with the gene at `unit` of its range; what lies outside is reflected at the ends, so that no end attracts. */
export function withUnit(gene: SettingGene, genome: Genome, unit: number): Genome {
  const folded = Math.abs(unit) % 2;
  const inside = folded > 1 ? 2 - folded : folded;
  const { min, max } = gene;
  return gene.write(genome, gene.scale === "log" ? min * (max / min) ** inside : min + (max - min) * inside);
}

function adaptationGenes(): readonly SettingGene[] {
  const flat = (name: "adjustment_factor" | "risk_tolerance" | "deadband", min: number, max: number, log = false) =>
    settingGene(
      `adaptation.${name}`,
      { min, max, scale: log ? "log" : "linear" },
      ({ adaptation }) => adaptation[name],
      (genome, value) => ({ ...genome, adaptation: { ...genome.adaptation, [name]: value } }),
    );
  const cooldown = (name: "grow" | "shrink", max: number) =>
    settingGene(
      `adaptation.cooldown_s.${name}`,
      { min: 0, max, scale: "linear" },
      ({ adaptation }) => adaptation.cooldown_s[name],
      (genome, value) => {
        const cooldown_s = { ...genome.adaptation.cooldown_s, [name]: value };
        return { ...genome, adaptation: { ...genome.adaptation, cooldown_s } };
      },
    );
  return [
    flat("adjustment_factor", 0.5, 10, true),
    flat("risk_tolerance", 0.1, 1),
    flat("deadband", 0, 0.15),
    cooldown("grow", 15),
    cooldown("shrink", 60),
  ];
}

function rewardGenes({ reward }: Genome): readonly SettingGene[] {
  return (Object.keys(reward) as (keyof Genome["reward"])[])
    .filter((name) => reward[name] > 0)
    .map((name) =>
      settingGene(
        `reward.${name}`,
        { min: reward[name] / FURTHEST, max: reward[name] * FURTHEST, scale: "log" },
        (genome) => genome.reward[name],
        (genome, value) => ({ ...genome, reward: { ...genome.reward, [name]: value } }),
      ),
    );
}

/** The threshold alone moves; its hysteresis keeps its share of it, so that a trigger still lets go. */
function triggerGenes({ name, when: { threshold, hysteresis } }: Trigger, at: number): readonly SettingGene[] {
  if (threshold === 0) return [];
  const ends = [threshold / FURTHEST, threshold * FURTHEST].toSorted((a, b) => a - b) as [number, number];
  const scale = threshold > 0 ? "log" : "linear";
  const read = (genome: Genome) => genome.triggers[at]?.when.threshold ?? threshold;
  const write = (genome: Genome, value: number): Genome => ({
    ...genome,
    triggers: genome.triggers.map((trigger, index) =>
      index === at
        ? { ...trigger, when: { ...trigger.when, threshold: value, hysteresis: (hysteresis * value) / threshold } }
        : trigger,
    ),
  });
  return [settingGene(`trigger.${name}`, { min: ends[0], max: ends[1], scale }, read, write)];
}

function settingGene(
  name: string,
  range: Pick<SettingGene, "min" | "max" | "scale">,
  read: SettingGene["read"],
  write: SettingGene["write"],
): SettingGene {
  return { name, ...range, read, write };
}
