import { type OfflineDataset, observationWidth } from "../dataset/dataset.ts";
import { hostKey } from "../dataset/narrowed.ts";
import { type Distributions, logProbabilitiesOf } from "../policy-distributions.ts";
import type { Window } from "./estimators.ts";
import type { Features } from "./features.ts";
import type { FittedRows, Values } from "./fitted-values.ts";

/** π(a|s) / b(a|s) of each logged step, clipped to `most`, and the share that was; heads that were not sampled do not count. */
export function ratiosOf(
  { samples, sampled, logProbabilities, spec, episodes }: OfflineDataset,
  policy: Distributions,
  most: number,
): { readonly ratios: Float64Array; readonly clipped: number } {
  const heads = spec.attributes.length;
  const steps = samples.length / heads;
  const ratios = new Float64Array(steps);
  const own = new Float32Array(policy.rows * heads);
  let clipped = 0;
  for (const { firstStep, firstSituation, steps: count } of episodes) {
    for (let at = 0; at < count; at += 1) {
      const row = firstSituation + at;
      const step = firstStep + at;
      // The samples lie by step, the distributions by situation.
      const drawn = new Float32Array(own.buffer, 4 * row * heads, heads);
      logRow(policy, row, samples.subarray(step * heads, (step + 1) * heads), drawn);
      let log = 0;
      for (let head = 0; head < heads; head += 1)
        if (sampled[step * heads + head] === 1)
          log += (drawn[head] ?? 0) - (logProbabilities[step * heads + head] ?? 0);
      if (log > Math.log(most)) clipped += 1;
      ratios[step] = Math.min(most, Math.exp(log));
    }
  }
  return { ratios, clipped: clipped / Math.max(1, steps) };
}

function logRow(policy: Distributions, row: number, samples: Float32Array, into: Float32Array): void {
  const width = policy.written.length / policy.rows;
  const one = { heads: policy.heads, rows: 1, written: policy.written.subarray(row * width, (row + 1) * width) };
  logProbabilitiesOf(one, 0, samples, into);
}

/** The log as regression rows under a policy. */
export function fittedRows(
  { observations, samples, episodes, spec }: OfflineDataset,
  policy: Distributions,
  rewards: Float32Array,
  features: Features,
): FittedRows {
  const { width } = features;
  const count = rewards.length;
  const [taken, here, next] = [0, 1, 2].map(() => new Float64Array(count * width)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const terminated = new Uint8Array(count);
  if (observations.length % observationWidth(spec) !== 0) throw new RangeError("observations of another spec");
  for (const { firstStep, firstSituation, steps, ending } of episodes) {
    for (let at = 0; at < steps; at += 1) {
      const step = firstStep + at;
      const situation = features.situation(observations, firstSituation + at);
      features.taken(situation, samples, step, taken, step * width);
      features.expected(situation, policy, firstSituation + at, here, step * width);
      const following = features.situation(observations, firstSituation + at + 1);
      features.expected(following, policy, firstSituation + at + 1, next, step * width);
      terminated[step] = at === steps - 1 && ending === "terminated" ? 1 : 0;
    }
  }
  return { width, taken, here, next, rewards, terminated };
}

/** Hosts are dealt to two sides, whole: what is known of a host must not judge itself. */
export function foldsOf({ episodes, samples, spec }: OfflineDataset): Uint8Array {
  const folds = new Uint8Array(samples.length / spec.attributes.length);
  const hosts = new Map<string, number>();
  for (const episode of episodes) {
    const { firstStep, steps } = episode;
    const key = hostKey(episode);
    if (!hosts.has(key)) hosts.set(key, hosts.size % 2);
    folds.fill(hosts.get(key) ?? 0, firstStep, firstStep + steps);
  }
  return folds;
}

export type Steps = { readonly ratios: Float64Array; readonly rewards: Float32Array; readonly values: Values };

/** Whole windows of each episode; a terminated one may be shorter, what is left over at the end of others says nothing. */
export function windowsOf(
  { episodes }: OfflineDataset,
  { ratios, rewards, values }: Steps,
  horizon: number,
  hosts: ReadonlySet<string> | null,
): readonly Window[] {
  return episodes.flatMap((episode) => {
    const { firstStep, steps, ending } = episode;
    const cluster = hostKey(episode);
    if (hosts !== null && !hosts.has(cluster)) return [];
    const windows: Window[] = [];
    for (let from = 0; from < steps; from += horizon) {
      const length = Math.min(horizon, steps - from);
      if (length < horizon && ending !== "terminated") break;
      const start = firstStep + from;
      const modelled = (which: readonly Float64Array[]) =>
        Array.from({ length }, (_, at) => which[horizon - at]?.[start + at] ?? 0);
      windows.push({
        cluster,
        rewards: rewards.subarray(start, start + length),
        ratios: ratios.subarray(start, start + length),
        q: modelled(values.q),
        v: modelled(values.v),
      });
    }
    return windows;
  });
}
