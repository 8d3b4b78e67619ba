import { type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import { fittedRows, foldsOf } from "../estimation/windows.ts";
import { fleetFeatures } from "../estimation/features.ts";
import { fittedValues } from "../estimation/fitted-values.ts";
import type { Distributions } from "../policy-distributions.ts";

// What lies further ahead has a discounted weight of a hundredth or less.
const LEAST_WEIGHT = 0.05;

/**
 * How much better each logged step was than what the parent does on average, normalised over the steps that are learned from: what the fitted
 * action values say of it, and a share `residual` of what generalised advantage estimates (Schulman et al., 2016) along its episode say beyond that.
 * A crowd's rewards are so noisy that they would drown what calm hours say clearly; the fit, made on other hosts, has none of that noise.
 */
export function advantagesOf(
  dataset: OfflineDataset,
  parent: Distributions,
  { gamma, lambda, residual }: { readonly gamma: number; readonly lambda: number; readonly residual: number },
  learning: Uint32Array,
): Float32Array {
  const rewards = stepRewards(dataset);
  const horizon = gamma >= 1 ? 50 : Math.min(50, Math.ceil(Math.log(LEAST_WEIGHT) / Math.log(Math.max(gamma, 0.1))));
  const rows = fittedRows(dataset, parent, rewards, fleetFeatures(dataset.spec, parent.heads));
  const { q, v, next } = fittedValues(rows, horizon, gamma, foldsOf(dataset));
  const values = v[horizon] ?? new Float64Array(rewards.length);
  const actions = q[horizon] ?? new Float64Array(rewards.length);
  const advantages = new Float32Array(rewards.length);
  for (const { firstStep, steps } of dataset.episodes) {
    let later = 0;
    for (let step = firstStep + steps - 1; step >= firstStep; step -= 1) {
      const led = rows.terminated[step] === 1 ? 0 : gamma * (next[step] ?? 0);
      later = (rewards[step] ?? 0) + led - (values[step] ?? 0) + gamma * lambda * later;
      const fitted = (actions[step] ?? 0) - (values[step] ?? 0);
      advantages[step] = fitted + residual * (later - fitted);
    }
  }
  return normalised(advantages, learning);
}

function normalised(advantages: Float32Array, learning: Uint32Array): Float32Array {
  let [mean, squares] = [0, 0];
  for (const step of learning) mean += (advantages[step] ?? 0) / learning.length;
  for (const step of learning) squares += ((advantages[step] ?? 0) - mean) ** 2 / learning.length;
  const deviation = Math.sqrt(squares) + 1e-8;
  return advantages.map((each) => (each - mean) / deviation);
}
