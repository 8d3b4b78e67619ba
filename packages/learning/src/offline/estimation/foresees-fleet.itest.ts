import { beforeAll, describe, expect, it } from "vitest";
import { imitate } from "../../fleet/imitate.ts";
import { measureInputs } from "../../fleet/measure-inputs.ts";
import { taskOf } from "../../fleet/task-description.ts";
import type { FleetTask } from "../../fleet/fleet-task.ts";
import { decidedWeights } from "../../fleet/decided-weights.ts";
import { exportPolicy } from "../../policy/export-policy.ts";
import { nodeRuntime } from "../../testing/node-runtime.ts";
import { declaredInputs, smallTask } from "../../testing/small-fleet.ts";
import { gaussian, randomFromSeed } from "../../training/random.ts";
import { datasetOf, type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import { exploreRun } from "../dataset/explore-run.ts";
import { evaluateOffPolicy } from "./evaluate-off-policy.ts";

const EVERY_MS = 5_000;
// Whole episodes: so many draws there are in the 55 seconds after the warm-up.
const DRAWS = 11;
const settings = { horizon: DRAWS, leastEffective: 20 };

let task: FleetTask;
let weights: Float32Array;

beforeAll(async () => {
  const inputs = await measureInputs(taskOf({ ...smallTask, inputs: [] }), declaredInputs, [1, 2, 3, 4]);
  task = taskOf({ ...smallTask, inputs });
  const lessons = { episodes: 6, rounds: 0, episodesPerRound: 1, epochs: 8, hidden: [16] };
  ({ weights } = await imitate({ task, seed: 10, runtime: nodeRuntime, settings: lessons }));
});

const policyOf = (of: Float32Array): Uint8Array => {
  const spec = { attributes: task.attributes, inputs: task.inputs, hidden: [16] };
  return exportPolicy(spec, decidedWeights(spec, of, 0.15));
};

async function logged(policy: Uint8Array, from: number, hosts: number): Promise<OfflineDataset> {
  const session = await nodeRuntime.load(policy);
  const episodes = [];
  for (let host = 0; host < hosts; host += 1) {
    const persona = { id: "acme/small", version: 1, digest: "ab".repeat(32) };
    const of = { tenant: "t", host: `h${host}`, experiment: { id: "e", arm: "explorer" }, persona };
    episodes.push(
      await exploreRun({ ...of, task, session, claimedConfidence: 1, everyMs: EVERY_MS, seed: from + host }),
    );
  }
  const { attributes, inputs, reward } = task;
  return datasetOf({ attributes, inputs, reward, everyMs: EVERY_MS, allowed: {} }, episodes);
}

describe("evaluateOffPolicy on a simulated fleet", () => {
  it("foresees from one policy's journal what another comes to when it steers itself", async () => {
    const log = await logged(policyOf(weights), 1_000, 120);
    const random = randomFromSeed(4);
    const other = policyOf(weights.map((weight) => weight + 0.012 * gaussian(random)));
    const estimate = await evaluateOffPolicy(log, await nodeRuntime.load(other), settings);
    if (estimate.kind !== "estimate") throw new TypeError(estimate.sentence);
    const truth = stepRewards(await logged(other, 500_000, 120));
    const seconds = EVERY_MS / 1000;
    const mean = truth.reduce((sum, each) => sum + each, 0) / truth.length / seconds;
    const { low, high } = estimate.value;
    const width = (high ?? Number.NaN) - (low ?? Number.NaN);
    // The truth comes from other traffic and has an interval as wide.
    expect(mean).toBeGreaterThan((low ?? Number.NaN) - 0.7 * width);
    expect(mean).toBeLessThan((high ?? Number.NaN) + 0.7 * width);
    expect(estimate.support.effective).toBeLessThan(0.97 * estimate.support.windows);
    const { doubly_robust: robust, importance } = estimate.estimators;
    expect((robust.high ?? 0) - (robust.low ?? 0)).toBeLessThan((importance.high ?? 0) - (importance.low ?? 0));
  });

  it("logs the same for the same seed, whole steps only, with the propensities that its policy has", async () => {
    const [first, again] = [await logged(policyOf(weights), 77, 2), await logged(policyOf(weights), 77, 2)];
    expect(again.version).toBe(first.version);
    expect(first.episodes.map(({ steps }) => steps)).toEqual([DRAWS, DRAWS]);
    const own = await evaluateOffPolicy(first, await nodeRuntime.load(policyOf(weights)), {
      ...settings,
      leastEffective: 1,
    });
    expect(own.support.effective).toBeCloseTo(2, 3);
  });
});
