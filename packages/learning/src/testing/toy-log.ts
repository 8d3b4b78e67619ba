import type { Configuration } from "@fleet-persona/persona";
import { encodeConfiguration, fromUnit } from "@fleet-persona/persona";
import { actionWidth, sampleRow, totalWidth } from "../network/distribution.ts";
import type { DatasetSpec, LoggedEpisode, LoggedSituation, LoggedStep } from "../offline/dataset/logged-episode.ts";
import { distributionsOf, logProbabilitiesOf } from "../offline/policy-distributions.ts";
import { exportPolicy } from "../policy/export-policy.ts";
import { policyLayout, type PolicySpec } from "../policy/network.ts";
import type { OnnxModelSession } from "../runtime.ts";
import { initialWeights } from "../training/parameters.ts";
import { gaussian, type Random, randomFromSeed } from "../training/random.ts";
import { attributes, inputsOf, recording } from "./synthetic-fleet.ts";

const inputs = inputsOf(recording(6, 60, 3));
const load = inputs[0]?.distribution ?? { mean: 0, standard_deviation: 1 };

export const toySpec: DatasetSpec = {
  attributes,
  inputs,
  reward: { breach: 1, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 },
  everyMs: 1_000,
  allowed: {},
};
export const toyPolicySpec: PolicySpec = { attributes, inputs, hidden: [8] };

/** A policy that knows nothing: nearly even choices, numbers around the middle. */
export function ignorantPolicy(seed: number): Uint8Array {
  return exportPolicy(toyPolicySpec, initialWeights(policyLayout(toyPolicySpec), randomFromSeed(seed)));
}

export type ToyWorld = {
  readonly session: OnnxModelSession;
  readonly hosts: number;
  readonly steps: number;
  readonly seed: number;
};

/**
 * Hosts whose load comes and goes by itself and where a step costs as much as cpu_allocation is away from 0.8 of its range under load and
 * from 0.2 without, and one more where the cache is not "long" under load or not "off" without: nobody needs to look ahead.
 */
export async function toyLog({ session, hosts, steps, seed }: ToyWorld): Promise<LoggedEpisode[]> {
  const random = randomFromSeed(seed);
  const log: LoggedEpisode[] = [];
  for (let host = 0; host < hosts; host += 1) {
    let now = situation(random, 1_000_000 * (host + 1), {
      cpu_allocation: 0.2,
      caching_strategy: "short",
      compression: false,
    });
    const done: LoggedStep[] = [];
    for (let step = 0; step < steps; step += 1) {
      const taken = await toyStep(session, now, random);
      done.push(taken);
      now = situation(random, now.at + toySpec.everyMs, taken.applied);
    }
    log.push({
      tenant: "t1",
      host: `h${host}`,
      experiment: { id: "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11", arm: "explorer" },
      persona: { id: "acme/toy", version: 1, digest: "ab".repeat(32) },
      everyMs: toySpec.everyMs,
      inputs: inputs.map(({ name }) => name),
      steps: done,
      ending: "truncated",
      last: now,
    });
  }
  return log;
}

function situation(random: Random, at: number, config: Configuration): LoggedSituation {
  const busy = gaussian(random) > 0.4;
  const signals = [load.mean + (busy ? 1.5 : -0.7) * load.standard_deviation, inputs[1]?.distribution.mean ?? 0];
  return { at, signals, present: [1, 1], config };
}

async function toyStep(session: OnnxModelSession, now: LoggedSituation, random: Random): Promise<LoggedStep> {
  const { signals, present, config } = now;
  const observation = Float32Array.from([...signals, ...present, ...encodeConfiguration(attributes, config)]);
  const said = await distributionsOf(session, toySpec, observation);
  const [actions, logs] = [new Float32Array(3), new Float32Array(3)];
  const encoded = new Float32Array(totalWidth(said.heads, actionWidth));
  sampleRow(said.heads, said.written, 0, { actions, encoded }, random);
  logProbabilitiesOf(said, 0, actions, logs);
  const [cpu = 0, cache = 0, compression = 0] = actions;
  const busy = (signals[0] ?? 0) > load.mean;
  const breach = Math.abs(cpu - (busy ? 0.8 : 0.2)) + (cache === (busy ? 2 : 0) ? 0 : 1);
  const [first, second] = attributes;
  if (first?.kind !== "continuous" || second?.kind !== "categorical") throw new TypeError("another toy");
  return {
    ...now,
    samples: Object.fromEntries(
      attributes.map(({ name }, at) => [name, { sample: actions[at] ?? 0, logProbability: logs[at] ?? 0 }]),
    ),
    applied: {
      cpu_allocation: fromUnit(first, cpu),
      caching_strategy: second.choices[cache] ?? "off",
      compression: compression === 1,
    },
    terms: { breach, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 },
    measuredS: 1,
  };
}
