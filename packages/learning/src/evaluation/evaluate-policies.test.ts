import { expect, it, vi } from "vitest";
import { reactivePolicy } from "../baselines/reactive-policy.ts";
import { staticDefault } from "../baselines/static-default.ts";
import { taskOf } from "../fleet/task-description.ts";
import { smallTask } from "../testing/small-fleet.ts";
import { evaluatePolicies } from "./evaluate-policies.ts";
import { evidenceOf } from "./evidence.ts";

// Whole simulated runs: a second or two of work, more where others keep the machine busy.
vi.setConfig({ testTimeout: 60_000 });

const task = taskOf({ ...smallTask, inputs: [] });
const request = {
  task,
  policies: [staticDefault, { ...staticDefault, name: "twin" }, reactivePolicy],
  scenarios: [{ trace: "generated", scenario: task.scenario }],
  seeds: [31, 32],
};

it("evaluatePolicies lets every policy of a seed meet the same arrivals, and keeps the first seed's seconds", async () => {
  const [evaluated] = await evaluatePolicies(request);
  for (const { policies } of evaluated?.runs ?? []) {
    expect(policies["twin"]).toEqual(policies["default"]);
    expect(policies["reactive"]?.requests).toBe(policies["default"]?.requests);
  }
  expect(evaluated?.runs[0]?.series?.["reactive"]?.t).toHaveLength(60);
  expect(evaluated?.runs[0]?.series?.["reactive"]?.requests).toEqual(evaluated?.runs[0]?.series?.["default"]?.requests);
  expect(evaluated?.runs[1]?.series).toBeUndefined();
  expect(evaluated?.policies["default"]?.breach_seconds).toBe(
    ((evaluated?.runs[0]?.policies["default"]?.breach_seconds ?? 0) +
      (evaluated?.runs[1]?.policies["default"]?.breach_seconds ?? 0)) /
      2,
  );
});

it("evaluatePolicies gives plain JSON, and the same again", async () => {
  const evaluated = await evaluatePolicies(request);
  expect(JSON.parse(JSON.stringify(evaluated))).toEqual(evaluated);
  expect(await evaluatePolicies(request)).toEqual(evaluated);
});

it("evidenceOf says what is claimed, on which seeds, and how to repeat it", async () => {
  const evaluation = await evaluatePolicies(request);
  const evidence = evidenceOf({
    policy: "twin",
    evaluation,
    reward: task.reward,
    training: [{ algorithm: "none", seeds: [], steps: 0, curve: [] }],
    reproduce: ["persona evaluate"],
  });
  expect(evidence.claimed.policy).toBe("twin");
  expect(evidence.seeds).toEqual([31, 32]);
  expect(evidence.curves).toHaveLength(1);
  expect(JSON.parse(JSON.stringify(evidence))).toEqual(evidence);
});
