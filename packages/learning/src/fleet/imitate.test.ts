import { isValueOf } from "@fleet-persona/persona";
import { expect, it, vi } from "vitest";
import { foresightPolicy } from "../baselines/foresight-policy.ts";
import { randomPolicy } from "../baselines/random-policy.ts";
import { staticDefault } from "../baselines/static-default.ts";
import { exportPolicy } from "../policy/export-policy.ts";
import { policyLayout } from "../policy/network.ts";
import { tensor } from "../runtime.ts";
import { nodeRuntime } from "../testing/node-runtime.ts";
import { declaredInputs, smallTask } from "../testing/small-fleet.ts";
import { initialWeights } from "../training/parameters.ts";
import { randomFromSeed } from "../training/random.ts";
import { decidedWeights } from "./decided-weights.ts";
import { imitate } from "./imitate.ts";
import { measureInputs } from "./measure-inputs.ts";
import { clumsy, recordRun } from "./record-run.ts";
import { taskOf } from "./task-description.ts";

// Whole simulated runs: a second or two of work, more where others keep the machine busy.
vi.setConfig({ testTimeout: 60_000 });

const inputs = await measureInputs(taskOf({ ...smallTask, inputs: [] }), declaredInputs, [1, 2]);
const task = taskOf({ ...smallTask, inputs, spread: { ...smallTask.spread, seconds: 15 } });
const teacher = foresightPolicy();

it("recordRun writes down what was seen, what the teacher wished and what it was worth", async () => {
  const rows = await recordRun({ task, seed: 3, episode: 7, actor: staticDefault, teacher });
  expect(rows).toHaveLength(14);
  for (const { episode, signals, expert, value } of rows) {
    expect(episode).toBe(7);
    expect(Object.keys(signals)).toEqual(inputs.map(({ name }) => name));
    for (const attribute of task.attributes) expect(isValueOf(attribute, expert[attribute.name])).toBe(true);
    expect(value).toBeLessThanOrEqual(0);
  }
  expect(rows.some(({ expert, config }) => expert["cpu_allocation"] !== config["cpu_allocation"])).toBe(true);
});

it("clumsy goes astray for a while and comes back, the same for the same seed", async () => {
  const actor = clumsy(staticDefault, randomPolicy, 0.5);
  const run = () => recordRun({ task, seed: 4, episode: 0, actor });
  const rows = await run();
  expect(await run()).toEqual(rows);
  expect(new Set(rows.map(({ config }) => JSON.stringify(config))).size).toBeGreaterThan(1);
});

it("imitate gives the same weights for the same request, and learns from where its pupil got to", async () => {
  const settings = { episodes: 5, rounds: 1, episodesPerRound: 2, epochs: 3, patience: 3, hidden: [8] };
  const rounds: number[] = [];
  const request = { task, seed: 5, runtime: nodeRuntime, settings };
  const first = await imitate({ ...request, onProgress: ({ round }) => rounds.push(round) });
  expect(new Set(rounds)).toEqual(new Set([0, 1]));
  expect(first.rows).toBe(7 * 14);
  expect((await imitate(request)).weights).toEqual(first.weights);
});

it("decidedWeights changes what a policy says of its doubt and nothing else", async () => {
  const spec = { attributes: task.attributes, inputs, hidden: [8] };
  const weights = initialWeights(policyLayout(spec), randomFromSeed(1));
  const feeds = {
    signals: tensor(new Float32Array(inputs.length), [1, inputs.length]),
    present: tensor(new Float32Array(inputs.length), [1, inputs.length]),
    config: tensor(new Float32Array(5), [1, 5]),
  };
  const said = async (of: Float32Array) => (await nodeRuntime.load(exportPolicy(spec, of))).run(feeds);
  const [before, after] = [await said(weights), await said(decidedWeights(spec, weights))];
  const [mean, deviation] = after["weights.cpu_allocation"]?.data ?? [];
  expect(mean).toBe(before["weights.cpu_allocation"]?.data[0]);
  expect(deviation).toBeCloseTo(0.05, 5);
  expect(after["weights.caching_strategy"]).toEqual(before["weights.caching_strategy"]);
});
