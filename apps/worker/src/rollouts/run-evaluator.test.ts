import { exportPolicy, initialWeights, policyLayout, randomFromSeed } from "@fleet-persona/learning";
import { runHere } from "@fleet-persona/learning-jobs";
import { expect, it } from "vitest";
import { policyEvaluator, recordingEvaluator } from "./run-evaluator.ts";
import { probeTask } from "./testing/probe-task.ts";

const { task, hidden } = probeTask;
const { attributes, inputs, triggers, adaptation } = task;
const spec = { attributes, inputs, hidden };
const model = exportPolicy(spec, initialWeights(policyLayout(spec), randomFromSeed(1)));
const persona = {
  kind: "persona" as const,
  name: "persona",
  model: Buffer.from(model).toString("base64"),
  attributes: [...attributes],
  inputs: [...inputs],
  triggers: [...triggers],
  adaptation,
  claimedConfidence: 0.9,
};
const points = [
  { t: 0, rate: 60 },
  { t: 20, rate: 180 },
];
const scenarios = [
  { kind: "task" as const, name: "own" },
  { kind: "trace" as const, name: "friday", points, seconds: 20 },
];
const policies = [{ kind: "baseline" as const, name: "reactive" }, persona];
const bytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

it("policyEvaluator gives what the run gives anywhere, for a baseline and for a Persona", async () => {
  const evaluate = await policyEvaluator({ kind: "run-policies", task, policies, scenarios });
  for (const [policy, part] of policies.entries())
    for (const [scenario, met] of scenarios.entries()) {
      const item = { policy, scenario, keepSeries: scenario === 1 };
      const job = { kind: "evaluate" as const, task, policy: part, scenario: met, seed: 7, keepSeries: scenario === 1 };
      const [expected] = await runHere.run<"evaluate">([job]);
      expect(await evaluate(bytes(item), [7])).toEqual(expected);
    }
});

it("policyEvaluator refuses a network that the strict reader refuses, and what the task does not have", async () => {
  const broken = { ...persona, model: Buffer.from("no model").toString("base64") };
  const rollout = { kind: "run-policies" as const, task, scenarios };
  await expect(policyEvaluator({ ...rollout, policies: [broken] })).rejects.toThrow();
  const evaluate = await policyEvaluator({ ...rollout, policies });
  await expect(evaluate(bytes({ policy: 2, scenario: 0, keepSeries: false }), [1])).rejects.toThrow(/no such policy/);
  await expect(evaluate(bytes({ policy: 0, scenario: 0, keepSeries: false }), [1, 2])).rejects.toThrow(/one seed/);
  await expect(evaluate(bytes({ policy: 0 }), [1])).rejects.toThrow(/wrong at scenario/);
});

it("recordingEvaluator gives what the recording gives anywhere, for each of its actors", async () => {
  const shared = { teacher: { kind: "foresight" as const, utilisation: 0.7 }, discount: 0.9 };
  const actors = [{ kind: "teacher" as const }, { kind: "clumsy" as const, whims: "random", share: 0.5 }, persona];
  const evaluate = await recordingEvaluator({ kind: "record-runs", task, ...shared, actors });
  for (const [at, actor] of actors.entries()) {
    const job = { kind: "record" as const, task, ...shared, actor, seed: 3, episode: 2 };
    const [expected] = await runHere.run<"record">([job]);
    const recorded = await evaluate(bytes({ actor: at, episode: 2 }), [3]);
    expect(JSON.parse(JSON.stringify(recorded))).toEqual(expected);
  }
  await expect(evaluate(bytes({ actor: 9, episode: 2 }), [3])).rejects.toThrow(/no such actor/);
});
