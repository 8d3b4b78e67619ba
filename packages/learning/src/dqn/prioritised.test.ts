import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { randomFromSeed } from "../training/random.ts";
import { initialPriorities, reprioritise, sampleEvenly, samplePrioritised, welcome } from "./prioritised.ts";
import { emptySumTree, leafAt, setLeaf, sumOf } from "./sum-tree.ts";

describe("leafAt", () => {
  it("leafAt finds the leaf whose part of the total a mass lies in", () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(9), { minLength: 1, maxLength: 40 }),
        fc.double({ min: 0, max: 0.999999, noNaN: true }),
        (values, share) => {
          fc.pre(values.some((value) => value > 0));
          const tree = emptySumTree(values.length);
          for (const [leaf, value] of values.entries()) setLeaf(tree, leaf, value);
          const mass = share * sumOf(tree);
          const found = leafAt(tree, mass);
          const below = values.slice(0, found).reduce((sum, value) => sum + value, 0);
          expect(mass).toBeGreaterThanOrEqual(below);
          expect(mass).toBeLessThan(below + (values[found] ?? 0));
        },
      ),
    );
  });

  it("leafAt never falls off the end", () => {
    const tree = emptySumTree(3);
    setLeaf(tree, 0, 0.1);
    expect(leafAt(tree, 5)).toBe(0);
  });
});

describe("samplePrioritised", () => {
  const priorities = initialPriorities(4);
  for (let place = 0; place < 4; place += 1) welcome(priorities, place);
  // Priorities of 1, 2, 3 and 4 (the error is what is missing from them above the least).
  reprioritise(priorities, Uint32Array.of(0, 1, 2, 3), Float32Array.of(0.999, 1.999, 2.999, 3.999), 1);

  it("samplePrioritised draws in proportion to priority", () => {
    const random = randomFromSeed(3);
    const counts = [0, 0, 0, 0];
    for (let round = 0; round < 500; round += 1) {
      for (const row of samplePrioritised(priorities, 4, 20, 0.4, random).rows) counts[row] = (counts[row] ?? 0) + 1;
    }
    for (const [row, count] of counts.entries()) expect(count / 10_000).toBeCloseTo((row + 1) / 10, 1);
    // χ² with three degrees of freedom: 16.3 leaves one in a thousand. Strata make it smaller still.
    const chi = counts.reduce((sum, count, row) => sum + (count - 1000 * (row + 1)) ** 2 / (1000 * (row + 1)), 0);
    expect(chi).toBeLessThan(16.3);
  });

  it("samplePrioritised weighs rows by (N p)^-β, so that at β = 1 the mean is unbiased", () => {
    const { rows, weights } = samplePrioritised(priorities, 4, 64, 1, randomFromSeed(4));
    const rarest = Math.min(...rows);
    for (const [at, row] of rows.entries()) expect((weights[at] ?? 0) * 64).toBeCloseTo((rarest + 1) / (row + 1), 5);
  });

  it("samplePrioritised with equal priorities is sampling evenly", () => {
    const equal = initialPriorities(4);
    for (let place = 0; place < 4; place += 1) welcome(equal, place);
    const { weights } = samplePrioritised(equal, 4, 8, 0.5, randomFromSeed(1));
    expect(weights).toEqual(sampleEvenly(4, 8, randomFromSeed(1)).weights);
  });
});
