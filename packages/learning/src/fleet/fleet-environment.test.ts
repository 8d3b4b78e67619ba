import { encodedWidth } from "@fleet-persona/persona";
import { describe, expect, it } from "vitest";
import { declaredInputs, smallFleet, smallTask } from "../testing/small-fleet.ts";
import { below, randomFromSeed, uniform } from "../training/random.ts";
import { proposalOf } from "./action-proposal.ts";
import { fleetEnvironment } from "./fleet-environment.ts";
import { measureInputs } from "./measure-inputs.ts";
import { movedShare, rewardOf, rewardScale } from "./reward.ts";
import { taskOf } from "./task-description.ts";

const inputs = await measureInputs(taskOf({ ...smallTask, inputs: [] }), declaredInputs, [1, 2]);
const description = { ...smallTask, inputs };
const task = taskOf(description);

function episode(seed: number, act: () => Float32Array, of = task) {
  const environment = fleetEnvironment(of);
  const observations = [environment.reset(seed)];
  const rewards: number[] = [];
  for (let truncated = false; !truncated;) {
    const step = environment.step(act());
    expect(step.terminated).toBe(false);
    truncated = step.truncated;
    observations.push(step.observation);
    rewards.push(step.reward);
  }
  return { observations, rewards };
}

function random(seed: number): () => Float32Array {
  const chance = randomFromSeed(seed);
  return () => Float32Array.of(3 * uniform(chance) - 1, 3 * uniform(chance) - 1, below(chance, 3));
}

describe("fleetEnvironment", () => {
  it("offers one head for each attribute and an observation of signals, presence and configuration", () => {
    const environment = fleetEnvironment(task);
    expect(environment.heads).toEqual([
      { kind: "gaussian" },
      { kind: "gaussian" },
      { kind: "categorical", choices: 3 },
    ]);
    expect(environment.observationSize).toBe(2 * inputs.length + encodedWidth(task.attributes));
    const observation = environment.reset(1);
    expect(observation).toHaveLength(environment.observationSize);
    expect(observation[0]).toBeGreaterThan(10);
  });

  it("gives the same run for the same seed and actions, and another for another seed", () => {
    expect(episode(5, random(1))).toEqual(episode(5, random(1)));
    expect(episode(6, random(1)).rewards).not.toEqual(episode(5, random(1)).rewards);
  });

  it("ends with the scenario, and rewards nothing in the warm-up", () => {
    const { rewards } = episode(5, random(2));
    // One decision's time passes before the first action.
    expect(rewards).toHaveLength(59);
    expect(rewards.slice(0, 4)).toEqual([0, 0, 0, 0]);
    expect(rewards.slice(4).every((reward) => reward < 0)).toBe(true);
  });

  it("repeats an action for a decision's time and rewards its seconds together", () => {
    const { rewards } = episode(5, random(3), taskOf({ ...description, decisionIntervalS: 5 }));
    expect(rewards).toHaveLength(11);
  });

  it("lets no action past the engine: one decision moves a number by no more than the risk tolerance", () => {
    const timid = { ...description, adaptation: { ...task.adaptation, risk_tolerance: 0.1 } };
    const environment = fleetEnvironment(taskOf(timid));
    const before = environment.reset(3);
    const { observation } = environment.step(Float32Array.of(1, 1, 2));
    const cores = 2 * inputs.length;
    const moved = Math.abs((observation[cores] ?? 0) - (before[cores] ?? 0));
    expect(moved).toBeGreaterThan(0.05);
    expect(moved).toBeLessThan(0.101);
  });

  it("refuses a step before the first reset", () => {
    expect(() => fleetEnvironment(task).step(Float32Array.of(0, 0, 0))).toThrow(
      expect.objectContaining({ code: "not-started" }),
    );
  });

  it("names the second whose reward is not finite", () => {
    const fleet = { ...smallFleet, cost: { ...smallFleet.cost, perCoreSecond: Number.POSITIVE_INFINITY } };
    const broken = { ...description, spread: { ...description.spread, fleet, warmupS: 0 } };
    expect(() => fleetEnvironment(taskOf(broken)).reset(1)).toThrow(/second \d+: the reward is NaN \(/);
  });
});

it("proposalOf says a sample as a decided policy would, numbers clipped to the unit interval", () => {
  expect(proposalOf(task.attributes, Float32Array.of(1.7, -0.2, 1))).toMatchObject({
    kind: "policy",
    weights: {
      cpu_allocation: { mean: 1 },
      active_servers: { mean: 0 },
      caching_strategy: { probabilities: [expect.closeTo(0.05), expect.closeTo(0.9), expect.closeTo(0.05)] },
    },
  });
  expect(proposalOf(task.attributes, Float32Array.of(Number.NaN, 0, 1))).toMatchObject({ kind: "unavailable" });
});

it("measureInputs finds where each signal lies, and refuses one that is never seen", async () => {
  const rate = inputs.find(({ name }) => name === "request_rate")?.distribution;
  expect(rate?.mean).toBeGreaterThan(40);
  expect(rate?.p99).toBeGreaterThan(rate?.mean ?? 0);
  const unknown = [{ ...(declaredInputs[0] as (typeof declaredInputs)[number]), name: "solar_wind" }];
  await expect(measureInputs(task, unknown, [1])).rejects.toThrow("no run ever showed the signal solar_wind");
});

describe("rewardOf", () => {
  const scale = rewardScale(smallFleet);
  const calm = { seconds: 1, requests: 100, errors: 0, breachSeconds: 0, coreSeconds: 0.9, cost: 0.9 };
  const outcome = { ...calm, meanMs: 25, p50Ms: 20, p95Ms: 75, p99Ms: 100, orders: 1, revenue: 37.5 };
  const reward = (changed: Partial<typeof outcome>, churn = 0) =>
    rewardOf({ ...smallTask.reward, revenue: 1 }, scale, { at: 1, outcome: { ...outcome, ...changed }, churn });

  it("takes cost as a share of the ceiling's and revenue as a share of what it could be", () => {
    expect(reward({})).toBeCloseTo(1 - 0.5 * (0.9 / 1.8));
  });

  it.each([
    ["a breach", { breachSeconds: 1 }, 1],
    ["a tenth of errors", { errors: 10 }, 0.05],
    ["twice the objective", { p95Ms: 300 }, 0.2 * Math.log(2)],
    ["nobody answered", { p95Ms: Number.NaN }, 0.2 * Math.log(4_000 / 150)],
  ])("takes away for %s", (_what, changed, less) => {
    expect(reward({}) - reward(changed)).toBeCloseTo(less);
  });

  it("takes away for a decision that moves much", () => {
    const from = { cpu_allocation: 0.1, active_servers: 3, caching_strategy: "off" };
    const churn = movedShare(task.attributes, from, {
      cpu_allocation: 0.6,
      active_servers: 3,
      caching_strategy: "long",
    });
    expect(churn).toBeCloseTo(2 / 3);
    expect(reward({}) - reward({}, churn)).toBeCloseTo(0.02 * (2 / 3));
  });
});
