import { expect, it } from "vitest";
import { orthogonal } from "./orthogonal.ts";
import { below, gaussian, nextUint32, randomFromSeed, shuffled, uniform } from "./random.ts";

it("nextUint32 follows xoshiro128** from the state 1, 2, 3, 4", () => {
  const random = { words: Uint32Array.of(1, 2, 3, 4) };
  expect(Array.from({ length: 4 }, () => nextUint32(random))).toEqual([11_520, 0, 5_927_040, 70_819_200]);
});

it("uniform, gaussian and below have the moments of their distributions", () => {
  const random = randomFromSeed(1);
  const count = 20_000;
  const mean = (draw: () => number) => Array.from({ length: count }, draw).reduce((sum, x) => sum + x, 0) / count;
  expect(mean(() => uniform(random))).toBeCloseTo(0.5, 1);
  expect(mean(() => gaussian(random))).toBeCloseTo(0, 1);
  expect(mean(() => gaussian(random) ** 2)).toBeCloseTo(1, 1);
  expect(mean(() => below(random, 5))).toBeCloseTo(2, 1);
});

it("shuffled keeps every item and depends on the seed alone", () => {
  const items = Array.from({ length: 50 }, (_, at) => at);
  const order = shuffled(randomFromSeed(3), items);
  expect(order.toSorted((a, b) => a - b)).toEqual(items);
  expect(shuffled(randomFromSeed(3), items)).toEqual(order);
  expect(shuffled(randomFromSeed(4), items)).not.toEqual(order);
});

it.each([
  [6, 4],
  [4, 6],
  [5, 5],
])("orthogonal makes a %i × %i matrix whose shorter side is orthonormal", (rows, columns) => {
  const matrix = orthogonal(randomFromSeed(2), rows, columns, 1);
  const entry = (row: number, column: number) => matrix[row * columns + column] ?? Number.NaN;
  const short = Math.min(rows, columns);
  const long = Math.max(rows, columns);
  const at = (vector: number, index: number) => (rows <= columns ? entry(vector, index) : entry(index, vector));
  for (let a = 0; a < short; a++) {
    for (let b = 0; b < short; b++) {
      let product = 0;
      for (let index = 0; index < long; index++) product += at(a, index) * at(b, index);
      expect(product).toBeCloseTo(a === b ? 1 : 0, 5);
    }
  }
});
