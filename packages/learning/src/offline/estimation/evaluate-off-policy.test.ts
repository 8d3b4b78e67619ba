import { beforeAll, describe, expect, it, vi } from "vitest";
import { exportPolicy } from "../../policy/export-policy.ts";
import { policyLayout } from "../../policy/network.ts";
import { nodeRuntime } from "../../testing/node-runtime.ts";
import { ignorantPolicy, toyLog, toyPolicySpec, toySpec } from "../../testing/toy-log.ts";
import { initialWeights } from "../../training/parameters.ts";
import { gaussian, randomFromSeed } from "../../training/random.ts";
import { datasetOf, type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import { evaluateOffPolicy } from "./evaluate-off-policy.ts";

vi.setConfig({ testTimeout: 60_000 });

const settings = { horizon: 3, leastEffective: 20 };
let dataset: OfflineDataset;

beforeAll(async () => {
  dataset = datasetOf(
    toySpec,
    await toyLog({ session: await nodeRuntime.load(ignorantPolicy(1)), hosts: 120, steps: 12, seed: 2 }),
  );
});

/** The ignorant policy pushed a little in some direction, and what it comes to where it steers itself. */
async function pushed(by: number, seed: number): Promise<{ policy: Uint8Array; value: number }> {
  const random = randomFromSeed(seed);
  const weights = initialWeights(policyLayout(toyPolicySpec), randomFromSeed(1));
  const policy = exportPolicy(
    toyPolicySpec,
    weights.map((weight) => weight + by * gaussian(random)),
  );
  const log = datasetOf(
    toySpec,
    await toyLog({ session: await nodeRuntime.load(policy), hosts: 150, steps: 12, seed: 77 }),
  );
  const rewards = stepRewards(log);
  return { policy, value: rewards.reduce((sum, each) => sum + each, 0) / rewards.length };
}

describe("evaluateOffPolicy", () => {
  it("gives the logged policy what it came to, and no gain", async () => {
    const estimate = await evaluateOffPolicy(dataset, await nodeRuntime.load(ignorantPolicy(1)), settings);
    if (estimate.kind !== "estimate") throw new TypeError(estimate.sentence);
    const rewards = stepRewards(dataset);
    expect(estimate.estimators.behaviour.value).toBeCloseTo(
      rewards.reduce((sum, each) => sum + each, 0) / rewards.length,
      5,
    );
    expect(estimate.support.effective).toBeCloseTo(estimate.support.windows, 1);
    expect(Math.abs(estimate.gain.value ?? Number.NaN)).toBeLessThan(0.03);
  });

  it.each([3, 5])("foresees what another policy comes to when it steers (direction %i)", async (seed) => {
    const { policy, value } = await pushed(0.12, seed);
    const estimate = await evaluateOffPolicy(dataset, await nodeRuntime.load(policy), settings);
    if (estimate.kind !== "estimate") throw new TypeError(estimate.sentence);
    const { low, high } = estimate.value;
    // The rollouts that give the truth have an error of their own.
    expect(value).toBeGreaterThan((low ?? Number.NaN) - 0.03);
    expect(value).toBeLessThan((high ?? Number.NaN) + 0.03);
  });

  it("refuses where the policy does what was hardly ever tried, and says what to do", async () => {
    const { policy } = await pushed(3, 9);
    const estimate = await evaluateOffPolicy(dataset, await nodeRuntime.load(policy), settings);
    expect(estimate).toMatchObject({ kind: "refused", code: "too-little-overlap" });
    expect(estimate.kind === "refused" && estimate.sentence).toContain("Stay closer to the parent");
  });

  it("refuses a single host: nothing can be said of others", async () => {
    const session = await nodeRuntime.load(ignorantPolicy(1));
    const one = await evaluateOffPolicy(dataset, session, settings, new Set(["t1/h0"]));
    expect(one).toMatchObject({ kind: "refused", code: "too-little-overlap", support: { hosts: 1 } });
  });

  it("says how much was clipped, and is the same for the same log", async () => {
    const { policy } = await pushed(0.6, 5);
    const session = await nodeRuntime.load(policy);
    const run = () =>
      evaluateOffPolicy(dataset, session, { ...settings, mostRatio: 1.2, leastEffective: 1, leastShare: 0 });
    const first = await run();
    expect(first.support.clipped).toBeGreaterThan(0.05);
    expect(await run()).toEqual(first);
  });
});
