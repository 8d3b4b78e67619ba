import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributes, inputsOf, recording } from "../testing/synthetic-fleet.ts";
import { policyLayout } from "../policy/network.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { tournament } from "./breeding.ts";
import { evolve, type Candidate, type EvolutionRequest, type Judgement } from "./evolve.ts";
import { genomeFromJson, genomeToJson } from "./genome-codec.ts";
import { INITIAL_STRENGTH, type Genome } from "./genome.ts";
import { settingGenes, unitOf, withUnit } from "./settings-genes.ts";
import { crossWeights, weightUnits } from "./weight-genes.ts";

const layout = policyLayout({ attributes, inputs: inputsOf(recording(1, 20, 1)), hidden: [6, 5] });
const ancestor: Genome = {
  weights: initialWeights(layout, randomFromSeed(3)),
  reward: { breach: 1, cost: 0.3, errors: 0.5, latency: 0.2, churn: 0.01, revenue: 0 },
  adaptation: { adjustment_factor: 2, risk_tolerance: 0.5, deadband: 0.04, cooldown_s: { grow: 0, shrink: 6 } },
  triggers: [
    {
      name: "crowd",
      when: { signal: "request_rate.trend", comparison: ">", threshold: 5, for_s: 0, hysteresis: 4 },
      // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word
      then: { kind: "decide" },
    },
  ],
  strength: INITIAL_STRENGTH,
};

/** Fitness with a known best: every weight at 0.1, a risk tolerance of 0.9 and a threshold of 8. */
function worth({ weights, adaptation, triggers }: Genome): number {
  const off = weights.reduce((sum, weight) => sum + (weight - 0.1) ** 2, 0) / weights.length;
  const threshold = triggers[0]?.when.threshold ?? 0;
  return -off - (adaptation.risk_tolerance - 0.9) ** 2 - (Math.log(threshold / 8) / 4) ** 2;
}

const judgements = (candidates: readonly Candidate[]): Judgement[] =>
  candidates.map(({ index, genome }) => ({ index, fitness: worth(genome) }));

const request: EvolutionRequest = {
  ancestor,
  layout,
  seed: 11,
  settings: { population: 12, generations: 8 },
  evaluate: async (candidates) => judgements(candidates),
};

describe("evolve", () => {
  it("finds better genomes and never loses the best where judging is certain", async () => {
    const { best, curve } = await evolve(request);
    expect(worth(best)).toBeGreaterThan(worth(ancestor) * 0.6);
    for (const [at, { best: fitness }] of curve.entries()) {
      expect(fitness).toBeGreaterThanOrEqual(curve[at - 1]?.best ?? Number.NEGATIVE_INFINITY);
    }
  });

  it("ends the same whoever judges and in whatever order", async () => {
    const one = await evolve(request);
    const many = await evolve({
      ...request,
      evaluate: async (candidates) => {
        const halves = [
          candidates.filter(({ index }) => index % 2 === 1),
          candidates.filter(({ index }) => index % 2 === 0),
        ];
        return (await Promise.all(halves.map(async (half) => judgements(half).toReversed()))).flat();
      },
    });
    expect(many.checkpoint).toEqual(one.checkpoint);
  });

  it("ends the same after a stop and a resume", async () => {
    const whole = await evolve(request);
    let generations = 0;
    const cut = await evolve({ ...request, stop: () => generations++ >= 3 });
    expect(cut.curve).toHaveLength(3);
    const resumed = await evolve({ ...request, resume: cut.checkpoint });
    expect(resumed.checkpoint).toEqual(whole.checkpoint);
    expect(resumed.best).toEqual(whole.best);
  });

  it("judges all of a generation on the same seeds and each generation on others", async () => {
    const seen: string[] = [];
    await evolve({
      ...request,
      evaluate: async (candidates) => {
        expect(new Set(candidates.map(({ seeds }) => seeds.join())).size).toBe(1);
        seen.push(candidates[0]?.seeds.join() ?? "");
        return judgements(candidates);
      },
    });
    expect(new Set(seen).size).toBe(8);
  });

  it("brings in newcomers when all have become alike", async () => {
    const settings = { population: 12, generations: 6, elites: 6, tournament: 12, leastDiversity: 3 };
    const { curve } = await evolve({ ...request, settings });
    expect(curve.some(({ newcomers }) => newcomers > 0)).toBe(true);
  });

  it("leaves alone the kinds of genes it was told to", async () => {
    const { population } = await evolve({ ...request, genes: { weights: false, reward: false, triggers: false } });
    for (const genome of population) {
      expect(genome.weights).toEqual(ancestor.weights);
      expect(genome.triggers).toEqual(ancestor.triggers);
      expect(genome.reward).toEqual(ancestor.reward);
    }
    expect(new Set(population.map(({ adaptation }) => adaptation.risk_tolerance)).size).toBeGreaterThan(3);
  });

  it("refuses a fitness that is not finite and a checkpoint of another search", async () => {
    const broken = async (candidates: readonly Candidate[]) =>
      candidates.map(({ index }) => ({ index, fitness: index === 4 ? Number.NaN : 0 }));
    await expect(evolve({ ...request, evaluate: broken })).rejects.toMatchObject({
      code: "not-finite",
      message: "generation 0: the fitness of genome 4 is NaN",
    });
    const { checkpoint } = await evolve({ ...request, settings: { population: 12, generations: 1 } });
    await expect(evolve({ ...request, seed: 12, resume: checkpoint })).rejects.toMatchObject({
      code: "genome-invalid",
    });
    const half = checkpoint.slice(0, checkpoint.length / 2);
    await expect(evolve({ ...request, resume: half })).rejects.toMatchObject({ code: "genome-invalid" });
  });
});

it("tournament chooses the fitter more often, and the more so the larger it is", () => {
  const fitness = Array.from({ length: 20 }, (_, at) => at);
  const meanOf = (size: number) => {
    const random = randomFromSeed(5);
    return Array.from({ length: 2_000 }, () => tournament(random, fitness, size)).reduce((a, b) => a + b) / 2_000;
  };
  // The mean of the highest of k of n: for one 9.5, rising towards 19.
  expect(meanOf(1)).toBeCloseTo(9.5, 0);
  expect(meanOf(2)).toBeGreaterThan(12);
  expect(meanOf(5)).toBeGreaterThan(15);
});

it("crossWeights gives each neuron whole from one parent", () => {
  const units = weightUnits(layout);
  const a = ancestor.weights.map(() => 1);
  const b = ancestor.weights.map(() => 2);
  expect(units.units.flatMap(({ indices }) => [...indices]).sort((x, y) => x - y)).toEqual([...a.keys()]);
  fc.assert(
    fc.property(fc.integer(), (seed) => {
      const child = crossWeights(randomFromSeed(seed), units, a, b);
      expect(child).toHaveLength(a.length);
      for (const { indices } of units.units) expect(new Set([...indices].map((at) => child[at])).size).toBe(1);
    }),
    { numRuns: 20 },
  );
});

it("withUnit keeps every setting in its range and unitOf reads it back", () => {
  const genes = settingGenes(ancestor, { weights: true, reward: true, adaptation: true, triggers: true });
  expect(genes.map(({ name }) => name)).toContain("trigger.crowd");
  expect(genes.map(({ name }) => name)).not.toContain("reward.revenue");
  fc.assert(
    fc.property(fc.constantFrom(...genes), fc.double({ min: -3, max: 3, noNaN: true }), (gene, unit) => {
      const genome = withUnit(gene, ancestor, unit);
      const value = gene.read(genome);
      expect(value).toBeGreaterThanOrEqual(gene.min * (1 - 1e-9));
      expect(value).toBeLessThanOrEqual(gene.max * (1 + 1e-9));
      if (unit >= 0 && unit <= 1) expect(unitOf(gene, genome)).toBeCloseTo(unit, 6);
    }),
  );
});

it("genomeToJson survives JSON bit for bit", () => {
  const copy = genomeFromJson(JSON.parse(JSON.stringify(genomeToJson(ancestor))));
  expect(copy).toEqual(ancestor);
});
