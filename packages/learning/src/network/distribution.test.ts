import { expect, it } from "vitest";
import { randomFromSeed } from "../training/random.ts";
import { likeliestRow, sampleRow } from "./distribution.ts";

const heads = [{ kind: "categorical", choices: 3 }, { kind: "gaussian" }] as const;
const row = [Math.log(0.2), Math.log(0.5), Math.log(0.3), 0.9, 0.2];
// Two rows, so that a mistaken offset shows.
const written = Float32Array.from([...row.map(() => Math.log(1 / 3)), ...row]);

it("sampleRow draws choices by their probability and numbers by mean and deviation, beyond 1 too", () => {
  const random = randomFromSeed(1);
  const counts = [0, 0, 0];
  const samples: number[] = [];
  for (let draw = 0; draw < 5000; draw += 1) {
    const into = { actions: new Float32Array(4), encoded: new Float32Array(8) };
    const log = sampleRow(heads, written, 1, into, random);
    const [choice = 0, sample = 0] = into.actions.subarray(2);
    counts[choice] = (counts[choice] ?? 0) + 1;
    samples.push(sample);
    expect([...into.encoded.subarray(4, 7)]).toEqual([0, 1, 2].map((at) => +(at === choice)));
    expect(into.encoded[7]).toBe(sample);
    const z = (sample - 0.9) / 0.2;
    const density = -0.5 * z * z - Math.log(0.2 * Math.sqrt(2 * Math.PI));
    expect(log).toBeCloseTo((row[choice] ?? 0) + density, 4);
  }
  for (const [choice, count] of counts.entries()) expect(count / 5000).toBeCloseTo([0.2, 0.5, 0.3][choice] ?? 0, 1);
  const mean = samples.reduce((sum, sample) => sum + sample, 0) / samples.length;
  const deviation = Math.sqrt(samples.reduce((sum, sample) => sum + (sample - mean) ** 2, 0) / samples.length);
  expect(mean).toBeCloseTo(0.9, 1);
  expect(deviation).toBeCloseTo(0.2, 1);
  expect(Math.max(...samples)).toBeGreaterThan(1);
});

it("likeliestRow takes the commonest choice and the mean", () => {
  const actions = new Float32Array(4);
  likeliestRow(heads, written, 1, 2, actions);
  expect([...actions]).toEqual([0, 0, 1, Math.fround(0.9)]);
});
