import { beforeAll, describe, expect, it, vi } from "vitest";
import { policyLayout } from "../../policy/network.ts";
import { nodeRuntime } from "../../testing/node-runtime.ts";
import { ignorantPolicy, toyLog, toyPolicySpec, toySpec } from "../../testing/toy-log.ts";
import { initialWeights } from "../../training/parameters.ts";
import { randomFromSeed } from "../../training/random.ts";
import { datasetOf, type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import { distributionsOf, divergencesOf } from "../policy-distributions.ts";
import { weightsOfPolicy } from "./parent-weights.ts";
import { type OfflineRequest } from "./offline-run.ts";
import { refinePolicy } from "./refine-policy.ts";
import { refineValues } from "./refine-values.ts";

vi.setConfig({ testTimeout: 60_000 });

const policy = ignorantPolicy(1);
let request: OfflineRequest & { dataset: OfflineDataset };

beforeAll(async () => {
  const log = await toyLog({ session: await nodeRuntime.load(policy), hosts: 100, steps: 12, seed: 2 });
  request = { dataset: datasetOf(toySpec, log), policy, seed: 5, runtime: nodeRuntime };
});

/** What a policy comes to where it steers the toy world itself. */
async function worth(of: Uint8Array): Promise<number> {
  const log = await toyLog({ session: await nodeRuntime.load(of), hosts: 100, steps: 12, seed: 99 });
  const rewards = stepRewards(datasetOf(toySpec, log));
  return rewards.reduce((sum, each) => sum + each, 0) / rewards.length;
}

async function divergence(of: Uint8Array): Promise<number> {
  const [parent, child] = await Promise.all(
    [policy, of].map(async (each) =>
      distributionsOf(await nodeRuntime.load(each), toySpec, request.dataset.observations),
    ),
  );
  return divergencesOf(parent!, child!).reduce((sum, each) => sum + each / child!.rows, 0);
}

const brief = { epochs: 8, learningRate: 3e-3, batchSize: 128, gamma: 0 };

describe("refinePolicy", () => {
  it("does better than its parent in the world that was logged, and stays as near to it as it is told", async () => {
    const refined = await refinePolicy({ ...request, settings: { ...brief, epochs: 20, divergenceWeight: 0.01 } });
    expect(await worth(refined.policy)).toBeGreaterThan((await worth(policy)) + 0.15);
    const held = await refinePolicy({ ...request, settings: { ...brief, epochs: 20, divergenceWeight: 2 } });
    expect(await divergence(held.policy)).toBeLessThan(0.5 * (await divergence(refined.policy)));
  });

  it("goes on from its checkpoint to the same weights, and refuses another run's", async () => {
    const whole = await refinePolicy({ ...request, settings: brief });
    let epochs = 0;
    const stopped = await refinePolicy({ ...request, settings: brief, stop: () => (epochs += 1) > 3 });
    expect(stopped.curve.length).toBeLessThan(whole.curve.length);
    const resumed = await refinePolicy({ ...request, settings: brief, resume: stopped.checkpoint });
    expect(resumed.policy).toEqual(whole.policy);
    expect(resumed.curve).toEqual(whole.curve);
    const other = refinePolicy({ ...request, seed: 6, settings: brief, resume: stopped.checkpoint });
    await expect(other).rejects.toMatchObject({ code: "checkpoint-foreign" });
  });

  it("leaves deviations as they are: they are how far a host explores", async () => {
    const refined = await refinePolicy({ ...request, settings: brief });
    const [before, after] = [policy, refined.policy].map((each) => weightsOfPolicy(each, toySpec).weights.at(-1));
    expect(after).toBe(before);
  });

  it("keeps to choices that the bounds allow", async () => {
    const allowed = { caching_strategy: [0, 1] };
    const within = { ...request.dataset, spec: { ...toySpec, allowed } };
    const refined = await refinePolicy({ ...request, dataset: within, settings: brief });
    const said = await distributionsOf(await nodeRuntime.load(refined.policy), within.spec, within.observations);
    expect(Math.exp(said.written[4]!)).toBe(0);
    expect(Math.exp(said.written[2]!) + Math.exp(said.written[3]!)).toBeCloseTo(1, 5);
  });
});

describe("refineValues", () => {
  it("finds what is worth more from the log alone, beginning with the parent's trunk", async () => {
    const refined = await refineValues({
      ...request,
      settings: { epochs: 10, updates: 100, batchSize: 128, gamma: 0, conservative: 0.1 },
    });
    expect(refined.hidden).toEqual([8]);
    expect(await worth(refined.policy)).toBeGreaterThan((await worth(policy)) + 0.3);
  });

  it("keeps nearer to what was logged the more conservative it is", async () => {
    const settings = { epochs: 5, updates: 100, batchSize: 128, gamma: 0 };
    const [bold, careful] = await Promise.all(
      [0, 5].map(async (conservative) =>
        divergence((await refineValues({ ...request, settings: { ...settings, conservative } })).policy),
      ),
    );
    expect(careful).toBeLessThan(bold!);
  });

  it("goes on from its checkpoint to the same weights", async () => {
    const settings = { epochs: 4, updates: 30, batchSize: 64, targetEvery: 20 };
    const whole = await refineValues({ ...request, settings });
    let epochs = 0;
    const stopped = await refineValues({ ...request, settings, stop: () => (epochs += 1) > 2 });
    const resumed = await refineValues({ ...request, settings, resume: stopped.checkpoint });
    expect(resumed.policy).toEqual(whole.policy);
  });
});

describe("weightsOfPolicy", () => {
  it("reads back what was exported", () => {
    const { weights, spec } = weightsOfPolicy(policy, toySpec);
    expect(spec.hidden).toEqual([8]);
    expect(weights).toEqual(initialWeights(policyLayout(toyPolicySpec), randomFromSeed(1)));
  });

  it("says what to do about a policy of another making", async () => {
    const { policy: values } = await refineValues({ ...request, settings: { epochs: 1, updates: 1 } });
    expect(() => weightsOfPolicy(values, toySpec)).toThrow(
      expect.objectContaining({ code: "policy-unreadable" }) as Error,
    );
  });
});
