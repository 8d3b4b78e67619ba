import { fromUnit, toUnit, type Attribute, type NumericAttribute } from "@fleet-persona/persona";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Bounds } from "../bounds.ts";
import { boundsOfAll, policyProposals } from "../testing/arbitrary-situation.ts";
import {
  cachingStrategy,
  choice,
  cpuAllocation,
  demoAttributes,
  NOW,
  number,
  policySays,
} from "../testing/demo-situation.ts";
import { isWithinBounds } from "../testing/is-within-bounds.ts";
import { choicesOf } from "../guards/clamp.ts";
import type { Proposal } from "../proposal.ts";
import { DRAWS_EACH, explore, type HeldSample } from "./explore.ts";
import { spokenWeights } from "./spoken.ts";

type Said = Extract<Proposal, { kind: "policy" }>;
type Asked = Partial<Parameters<typeof explore>[0]> & { draws?: readonly number[]; under?: string; everyMs?: number };

const says = (weights: Parameters<typeof policySays>[0]): Said => policySays(weights) as Said;

function explored({ draws = [], under = "a", everyMs = 30_000, ...moment }: Asked) {
  const exploring = { everyMs, under, draws };
  const attributes = moment.attributes ?? demoAttributes;
  return explore({
    proposal: says({}),
    bounds: {},
    leads: true,
    held: null,
    now: NOW,
    exploring,
    ...moment,
    attributes,
  });
}

// mulberry32: the same draws in every run.
function uniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function drawMany(count: number, attribute: Attribute, proposal: Said, bounds: Bounds = {}) {
  const next = uniform(7);
  return Array.from({ length: count }, () => {
    const { exploration } = explored({ attributes: [attribute], proposal, bounds, draws: [next(), next()] });
    return exploration.samples[attribute.name] ?? { sample: Number.NaN, logProbability: Number.NaN };
  });
}

const allDraws = fc.array(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), {
  minLength: demoAttributes.length * DRAWS_EACH,
  maxLength: demoAttributes.length * DRAWS_EACH,
});

describe("explore, of a choice", () => {
  const proposal = says({ caching_strategy: choice(0.1, 0.2, 0.3, 0.4) });

  it("draws each choice as often as its log-probability says (chi squared, 40,000 draws)", () => {
    const drawn = drawMany(40_000, cachingStrategy, proposal);
    const chi = [0, 1, 2, 3].map((index) => {
      const these = drawn.filter(({ sample }) => sample === index);
      const expected = Math.exp(these[0]?.logProbability ?? Number.NaN) * drawn.length;
      return (these.length - expected) ** 2 / expected;
    });
    // 99.9th percentile with three degrees of freedom.
    expect(chi.reduce((sum, each) => sum + each)).toBeLessThan(16.27);
  });

  it("leaves disallowed choices out and renormalises the rest", () => {
    const bounds: Bounds = { caching_strategy: { kind: "choices", allowed: ["micro", "long"] } };
    const drawn = drawMany(20_000, cachingStrategy, proposal, bounds);
    expect(new Set(drawn.map(({ sample }) => sample))).toEqual(new Set([1, 3]));
    const log = (index: number) => drawn.find(({ sample }) => sample === index)?.logProbability;
    expect(log(1)).toBeCloseTo(Math.log(0.2 / 0.6), 12);
    expect(log(3)).toBeCloseTo(Math.log(0.4 / 0.6), 12);
    const share = drawn.filter(({ sample }) => sample === 3).length / drawn.length;
    expect(Math.abs(share - 2 / 3)).toBeLessThan(4 * Math.sqrt(2 / 9 / drawn.length));
  });

  it("takes every allowed choice for as likely where the policy gave them nothing", () => {
    const bounds: Bounds = { caching_strategy: { kind: "choices", allowed: ["off", "micro"] } };
    const drawn = drawMany(50, cachingStrategy, says({ caching_strategy: choice(0, 0, 0, 1) }), bounds);
    for (const { sample, logProbability } of drawn) {
      expect(sample).toBeLessThan(2);
      expect(logProbability).toBeCloseTo(Math.log(0.5), 12);
    }
  });

  it("never draws a choice of no weight, at either end of the variates", () => {
    for (const first of [0, 1 - 2 ** -53]) {
      const { exploration } = explored({
        attributes: [cachingStrategy],
        proposal: says({ caching_strategy: choice(0, 0.5, 0.5, 0) }),
        draws: [first, 0],
      });
      expect([1, 2]).toContain(exploration.samples["caching_strategy"]?.sample);
    }
  });
});

describe("explore, of a number", () => {
  const [mean, deviation] = [0.9, 0.2];
  const proposal = says({ cpu_allocation: number(mean, deviation) });
  const drawn = drawMany(40_000, cpuAllocation, proposal);

  it("draws from the normal distribution, beyond the unit interval too (chi squared over ten equal shares)", () => {
    // Deciles of the standard normal distribution.
    const deciles = [-1.2815515655, -0.8416212336, -0.5244005127, -0.2533471031, 0];
    const edges = [
      ...deciles,
      ...deciles
        .slice(0, 4)
        .map((edge) => -edge)
        .toReversed(),
    ];
    const counts = Array.from({ length: 10 }, () => 0);
    for (const { sample } of drawn) {
      const at = edges.filter((edge) => (sample - mean) / deviation > edge).length;
      counts[at] = (counts[at] ?? 0) + 1;
    }
    const expected = drawn.length / 10;
    // 99.9th percentile with nine degrees of freedom.
    expect(counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)).toBeLessThan(27.88);
    expect(drawn.some(({ sample }) => sample > 1)).toBe(true);
  });

  it("says the density of the sample as it was drawn, in closed form", () => {
    for (const { sample, logProbability } of drawn.slice(0, 200)) {
      const density =
        Math.exp(-((sample - mean) ** 2) / (2 * deviation ** 2)) / Math.sqrt(2 * Math.PI * deviation ** 2);
      expect(logProbability).toBeCloseTo(Math.log(density), 9);
    }
  });

  it("has densities that agree with the frequencies of small intervals", () => {
    const [from, to] = [0.85, 0.87];
    const within = drawn.filter(({ sample }) => sample >= from && sample < to);
    const density = within.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0) / within.length;
    const expected = density * (to - from) * drawn.length;
    expect(Math.abs(within.length - expected)).toBeLessThan(4 * Math.sqrt(expected));
  });

  it("draws nothing where the policy leaves no doubt, and takes its word", () => {
    const certain = says({ cpu_allocation: number(0.4, 0) });
    const { exploration, proposal: spoken } = explored({
      attributes: [cpuAllocation],
      proposal: certain,
      draws: [0.1, 0.2],
    });
    expect(exploration).toMatchObject({ samples: {}, left: { cpu_allocation: "certain" }, logProbability: 0 });
    expect(spoken).toEqual(certain);
  });
});

describe("explore", () => {
  it("never speaks what the bounds forbid, says why it left something, and sums what it drew", () => {
    fc.assert(
      fc.property(policyProposals, boundsOfAll, allDraws, fc.boolean(), (proposal, bounds, draws, leads) => {
        const { exploration, proposal: spoken } = explored({ proposal: proposal as Said, bounds, draws, leads });
        const { samples, left, logProbability } = exploration;
        expect([...Object.keys(samples), ...Object.keys(left)].toSorted()).toEqual(
          demoAttributes.map(({ name }) => name).toSorted(),
        );
        for (const { name, scope } of demoAttributes)
          expect(left[name] === "not-leader").toBe(scope === "fleet" && !leads);
        for (const attribute of demoAttributes) {
          const sample = samples[attribute.name];
          const weights = spoken.weights[attribute.name];
          if (sample === undefined) continue;
          if (weights?.kind === "choice") {
            const said = choicesOf(attribute)[sample.sample] ?? "none";
            expect(isWithinBounds(said, bounds[attribute.name])).toBe(true);
            expect(weights).toEqual(spokenWeights(attribute, sample.sample));
            expect(sample.logProbability).toBeLessThanOrEqual(0);
          } else {
            const numeric = attribute as NumericAttribute;
            const bound = bounds[attribute.name];
            const [low, high] = bound?.kind === "range" ? [bound.min, bound.max] : [numeric.min, numeric.max];
            const mean = weights?.kind === "number" ? weights.mean : Number.NaN;
            expect(mean).toBeGreaterThanOrEqual(toUnit(numeric, low));
            expect(mean).toBeLessThanOrEqual(toUnit(numeric, high));
            expect(fromUnit({ ...numeric, kind: "continuous" }, mean)).toBeGreaterThanOrEqual(low - 1e-9);
          }
        }
        const sum = Object.values(samples).reduce((total, each) => total + each.logProbability, 0);
        expect(logProbability).toBeCloseTo(sum, 9);
        expect(JSON.parse(JSON.stringify(exploration))).toStrictEqual(exploration);
      }),
      { numRuns: 500 },
    );
  });

  const proposal = says({ cpu_allocation: number(0.5, 0.2), caching_strategy: choice(0.25, 0.25, 0.25, 0.25) });
  const first = explored({ proposal, draws: Array.from({ length: 20 }, () => 0.3) });
  const other = Array.from({ length: 20 }, () => 0.8);

  it("says what it drew until its time is over, whatever the policy says meanwhile, and then draws anew", () => {
    const then = says({ cpu_allocation: number(0.1, 0.2), caching_strategy: choice(1, 0, 0, 0) });
    const during = explored({ proposal: then, draws: other, held: first.held, now: NOW + 29_999 });
    expect(during.exploration).toBe(first.exploration);
    expect(during.proposal.weights).toEqual(first.proposal.weights);
    const after = explored({ proposal: then, draws: other, held: during.held, now: NOW + 30_000 });
    expect(after.exploration.at).toBe(NOW + 30_000);
    expect(after.exploration.samples).not.toEqual(first.exploration.samples);
  });

  it.each<[string, Asked]>([
    ["Persona, assignment or experiment", { under: "b" }],
    ["pace", { everyMs: 60_000 }],
    ["bounds", { bounds: { cpu_allocation: { kind: "range", min: 0.1, max: 0.2 } } }],
    ["leadership", { leads: false }],
    ["steered attributes", { attributes: [cpuAllocation] }],
    ["clock, set back,", { now: NOW - 1 }],
  ])("lets go of what it drew when the %s changed", (_, change) => {
    const next = explored({ proposal, draws: other, held: first.held, now: NOW + 1, ...change });
    expect(next.exploration.at).toBe(change.now ?? NOW + 1);
  });

  it("keeps a held sample through JSON, as a restart does", () => {
    const kept = JSON.parse(JSON.stringify(first.held)) as HeldSample;
    expect(explored({ proposal, draws: other, held: kept, now: NOW + 5 }).exploration).toEqual(first.exploration);
  });
});

describe("spokenWeights", () => {
  it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 4, 1.5])("finds no words for %d as a choice of four", (sample) => {
    expect(spokenWeights(cachingStrategy, sample)).toBeNull();
  });

  it("speaks as sure as a decided policy", () => {
    expect(spokenWeights(cpuAllocation, 1.7)).toEqual({
      kind: "number",
      mean: 1,
      standardDeviation: Math.fround(0.05),
    });
    const said = spokenWeights(cachingStrategy, 2);
    expect(said?.kind === "choice" ? said.probabilities.map((share) => share.toFixed(3)) : []).toEqual([
      "0.033",
      "0.033",
      "0.900",
      "0.033",
    ]);
  });
});
