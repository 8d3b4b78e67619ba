import type { RefinementMaterial } from "@fleet-persona/hub-core";
import { exportPolicy, gaussian, initialWeights, policyLayout, randomFromSeed, uniform } from "@fleet-persona/learning";
import { ortRuntime } from "@fleet-persona/onnx-runtime";
import type { Manifest } from "@fleet-persona/persona";
import { toyManifest } from "../../trials/testing/toy-recording.fixture.ts";

const attributes = toyManifest.attributes.filter(({ name }) => name === "cpu_allocation");
const manifest: Manifest = {
  ...toyManifest,
  attributes,
  optimal_config: { cpu_allocation: 1 },
  policy: {
    ...toyManifest.policy,
    inputs: { ...toyManifest.policy.inputs, config: ["cpu_allocation"] },
    outputs: ["cpu_allocation"],
  },
};
const spec = { attributes, inputs: toyManifest.policy.inputs.signals, hidden: [8] };
/** A policy that knows nothing. */
export const toyModel = exportPolicy(spec, initialWeights(policyLayout(spec), randomFromSeed(3)));

export const toyDigest = "cd".repeat(32);
const experimentId = "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11";
const columns = ["experiment_marker", "request_rate", "latency_p95", "error_rate", "allocated_cores", "revenue_rate"];
const everyMs = 10_000;

type World = { readonly hosts: number; readonly draws: number };

/** Hosts that drew from the policy's weights, and were late wherever the first attribute lay below the middle of its range. */
export async function toyRefinement({ hosts, draws }: World): Promise<RefinementMaterial> {
  const session = await ortRuntime.load(toyModel);
  const random = randomFromSeed(11);
  const told = [];
  for (let host = 0; host < hosts; host += 1) {
    const [decisions, frames]: [unknown[], { at: number; samples: number[] }[]] = [[], []];
    for (let draw = 0; draw <= draws; draw += 1) {
      const at = 1_800_000_000_000 + host * 86_400_000 + draw * everyMs;
      const rate = 50 + 100 * uniform(random);
      const said = await session.run(feedsOf(rate));
      const drawn = sampled(said, random);
      decisions.push(decisionAt(at, rate, drawn));
      const cpu = drawn.samples["cpu_allocation"]?.sample ?? 0;
      const late = cpu < 0.5 ? 400 : 80;
      for (let second = 1; second <= 10; second += 1)
        frames.push({ at: at + second * 1000, samples: [17, rate, late + 10 * uniform(random), 0, 2, 0] });
    }
    told.push({ tenant: host % 2 === 0 ? "alias-a" : "alias-b", host: `h${host}`, decisions, frames });
  }
  return {
    parent: {
      manifest,
      digest: toyDigest,
      model: toyModel,
      card: "# Toy\n",
      evidence: { reward: { breach: 1, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 }, objective_p95_ms: 150 },
    },
    nextVersion: 7,
    method: "ppo",
    settings: {},
    seed: 1,
    date: "2026-11-26",
    experiments: [experimentId],
    journals: { columns, hosts: told, truncated: false },
  };
}

function feedsOf(rate: number) {
  const row = (values: readonly number[]) => ({ dims: [1, values.length], data: Float32Array.from(values) });
  const signals = spec.inputs.map(({ name }) => (name === "request_rate" ? rate : 0));
  return {
    signals: row(signals),
    present: row(spec.inputs.map(({ name }) => (name === "request_rate" ? 1 : 0))),
    config: row(spec.attributes.map(() => 0.5)),
  };
}

type Said = Awaited<ReturnType<Awaited<ReturnType<typeof ortRuntime.load>>["run"]>>;

function sampled(said: Said, random: ReturnType<typeof randomFromSeed>) {
  const samples = Object.fromEntries(
    spec.attributes.map(({ name }) => {
      const [mean = 0, deviation = 1] = said[`weights.${name}`]?.data ?? [];
      const sample = mean + deviation * gaussian(random);
      const z = (sample - mean) / deviation;
      return [name, { sample, logProbability: -0.5 * z * z - Math.log(deviation) - 0.5 * Math.log(2 * Math.PI) }];
    }),
  );
  return { samples };
}

function decisionAt(at: number, rate: number, { samples }: ReturnType<typeof sampled>): unknown {
  return {
    persona: { id: manifest.id, version: manifest.version, digest: toyDigest },
    experiment: { experimentId, arm: "bold", marker: 17 },
    apply: { kind: "applied" },
    decision: {
      at,
      decider: "policy",
      signals: { request_rate: rate },
      // Half of its range, whatever was drawn: what is tried here is learning from draws.
      verdicts: spec.attributes.map((attribute) => {
        const middle = "min" in attribute ? (attribute.min + attribute.max) / 2 : attribute.default;
        return { attribute: attribute.name, current: middle, final: middle };
      }),
      exploration: { everyMs, at, samples },
    },
  };
}
