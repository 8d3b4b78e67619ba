import { describe, expect, it, vi } from "vitest";
import { isValueOf } from "@fleet-persona/persona";
import { runPolicy } from "../evaluation/run-policy.ts";
import { FleetRun } from "../fleet/fleet-run.ts";
import { taskOf } from "../fleet/task-description.ts";
import { measureInputs } from "../fleet/measure-inputs.ts";
import { exportPolicy } from "../policy/export-policy.ts";
import { policyLayout } from "../policy/network.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { declaredInputs, smallTask } from "../testing/small-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { foresightPolicy } from "./foresight-policy.ts";
import { oraclePolicy } from "./oracle-policy.ts";
import { personaPolicy } from "./persona-policy.ts";
import { BASELINES } from "./registry.ts";
import { staticPolicy } from "./static-default.ts";

// Whole simulated runs: a second or two of work, more where others keep the machine busy.
vi.setConfig({ testTimeout: 60_000 });

const inputs = await measureInputs(taskOf({ ...smallTask, inputs: [] }), declaredInputs, [1, 2, 3]);
const task = taskOf({ ...smallTask, inputs, spread: { ...smallTask.spread, seconds: 40 } });
const short = taskOf({ ...smallTask, inputs, spread: { ...smallTask.spread, seconds: 15 } });
const spec = { attributes: task.attributes, inputs, hidden: [8] };
const session = await nodeRuntime.load(exportPolicy(spec, initialWeights(policyLayout(spec), randomFromSeed(1))));
const untrained = personaPolicy({ ...task, session });
// A cheaper oracle than the registry's: the contract is the same.
const policies = [
  ...BASELINES.filter(({ name }) => name !== "oracle"),
  oraclePolicy({ horizonS: 6, everyS: 4 }),
  foresightPolicy(),
  untrained,
];

describe.each(policies.map((policy) => [policy.name, policy] as const))("%s, a fleet policy,", (_name, policy) => {
  it("never orders anything outside the bounds", async () => {
    const { seconds } = await runPolicy({ task: short, policy, scenario: short.scenario(7), seed: 7 });
    for (const { config } of seconds) {
      for (const attribute of task.attributes) expect(isValueOf(attribute, config[attribute.name])).toBe(true);
    }
  });

  it("does the same again for the same seed", async () => {
    const run = () => runPolicy({ task: short, policy, scenario: short.scenario(8), seed: 8 });
    expect(await run()).toEqual(await run());
  });
});

it("BASELINES have names of their own", () => {
  expect(new Set(BASELINES.map(({ name }) => name)).size).toBe(BASELINES.length);
});

it("oraclePolicy is worth more than anybody else", async () => {
  const scenario = task.scenario(21);
  const worth = async (policy: (typeof policies)[number]) =>
    (await runPolicy({ task, policy, scenario, seed: 21 })).figures.reward;
  const oracle = await worth(oraclePolicy({ horizonS: 6, everyS: 4 }));
  for (const policy of policies) {
    if (policy.name !== "oracle") expect(oracle, policy.name).toBeGreaterThan(await worth(policy));
  }
});

it("bestStaticPolicy is worth at least what its neighbours are", async () => {
  const scenario = task.scenario(22);
  const best = BASELINES.find(({ name }) => name === "best-static");
  if (best === undefined) throw new Error("it is gone");
  const worth = async (policy: typeof best) => (await runPolicy({ task, policy, scenario, seed: 22 })).figures.reward;
  const found = await worth(best);
  for (const cpu of [0.15, 0.3, 0.45, 0.6]) {
    for (const strategy of ["short", "long"]) {
      const fixed = staticPolicy("fixed", { cpu_allocation: cpu, caching_strategy: strategy, active_servers: 3 });
      expect(found).toBeGreaterThanOrEqual((await worth(fixed)) - 0.5);
    }
  }
});

it("FleetRun.within brings wishes inside the bounds and leaves out what cannot be steered", () => {
  const run = new FleetRun(task, task.scenario(1));
  const wishes = { cpu_allocation: 9, active_servers: Number.NaN, caching_strategy: "eternal", cache_ttl: 5 };
  expect(run.within(wishes)).toEqual({ cpu_allocation: 0.6 });
});
