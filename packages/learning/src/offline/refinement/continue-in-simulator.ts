import { fleetEnvironment } from "../../fleet/fleet-environment.ts";
import type { ScenarioSpread } from "../../fleet/random-scenarios.ts";
import { taskOf, type TaskDescription } from "../../fleet/task-description.ts";
import { policyNetwork } from "../../network/policy-network.ts";
import { policyLayout, type PolicySpec } from "../../policy/network.ts";
import type { PpoSettings } from "../../ppo/settings.ts";
import { trainPpo } from "../../ppo/train-ppo.ts";
import type { OnnxRuntime } from "../../runtime.ts";
import { parameterMask } from "../../training/parameters.ts";
import type { TrainProgress } from "../../training/train-request.ts";
import { type OfflineDataset, observationWidth } from "../dataset/dataset.ts";

/** What is simulated after the log has been learned from, and for how many decisions. */
export type SimulatorSettings = {
  readonly task: TaskDescription;
  readonly steps: number;
  readonly ppo?: Partial<PpoSettings>;
};

const DEFAULTS: Partial<PpoSettings> = {
  gamma: 0.96,
  lambda: 0.9,
  learningRate: 1.5e-4,
  clipRange: 0.15,
  valueWarmup: 4,
  cloneKl: 0.05,
};

/**
 * Goes on by PPO in a simulator whose traffic is that of the log, held to the weights it begins with by their divergence. Deviations
 * stay as they were. What the simulator gets wrong about the fleet is learned too: judge what comes of it on the log.
 */
export async function continueInSimulator(
  dataset: OfflineDataset,
  spec: PolicySpec,
  weights: Float32Array,
  { task: description, steps, ppo }: SimulatorSettings,
  { seed, runtime, onProgress }: { seed: number; runtime: OnnxRuntime; onProgress?: (row: TrainProgress) => void },
): Promise<Float32Array> {
  const fitted = taskOf({ ...description, spread: fittedSpread(dataset, description.spread) });
  const task = { ...fitted, attributes: spec.attributes, inputs: spec.inputs };
  const trained = await trainPpo({
    environment: () => fleetEnvironment(task),
    network: policyNetwork(spec),
    settings: { ...DEFAULTS, ...ppo },
    steps,
    seed,
    runtime,
    initialWeights: weights,
    ...(onProgress === undefined ? {} : { onProgress }),
  });
  const held = parameterMask(policyLayout(spec), ({ name }) => name.startsWith("spread"));
  return trained.weights.map((weight, at) => (held[at] === 1 ? (weights[at] ?? weight) : weight));
}

/** The spread with the rates that the log saw: ordinary traffic between its tenth and its middle, peaks in its last twentieth. */
export function fittedSpread({ observations, spec }: OfflineDataset, spread: ScenarioSpread): ScenarioSpread {
  const column = spec.inputs.findIndex(({ name }) => name === "request_rate");
  const width = observationWidth(spec);
  const rates: number[] = [];
  if (column === -1) return spread;
  for (let from = 0; from < observations.length; from += width) {
    if (observations[from + spec.inputs.length + column] === 1) rates.push(observations[from + column] ?? 0);
  }
  if (rates.length === 0) return spread;
  const sorted = rates.toSorted((a, b) => a - b);
  const quantile = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return {
    ...spread,
    calm: { min: quantile(0.1), max: quantile(0.5) },
    peak: { min: quantile(0.95), max: quantile(0.999) },
    // The rates of the log have every factor in them already.
    scale: { min: 1, max: 1 },
  };
}
