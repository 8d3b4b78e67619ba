import { bootstrapped, type Interval } from "../../evaluation/bootstrap.ts";
import type { OnnxModelSession } from "../../runtime.ts";
import { below, randomFromSeed } from "../../training/random.ts";
import { type OfflineDataset, observationWidth, stepRewards } from "../dataset/dataset.ts";
import { hostKey } from "../dataset/narrowed.ts";
import { type Distributions, distributionsOf, logProbabilitiesOf } from "../policy-distributions.ts";
import { clusterSums, effectiveWindows, ESTIMATORS, type EstimatorName, type Window } from "./estimators.ts";
import { fleetFeatures, type Features } from "./features.ts";
import { fittedValues, type FittedRows, type Values } from "./fitted-values.ts";

export type OffPolicySettings = {
  /** Steps of a window. Long ones say more of what follows from a decision; their weights fade with every step. */
  readonly horizon: number;
  readonly gamma: number;
  /** The largest ratio of one step: larger ones are clipped to it, which pulls the estimate towards the log. */
  readonly mostRatio: number;
  /** Fewest effective windows, and the least share of the windows, that anything is said on. */
  readonly leastEffective: number;
  readonly leastShare: number;
};

export const OFF_POLICY_DEFAULTS: OffPolicySettings = {
  horizon: 8,
  gamma: 1,
  mostRatio: 10,
  leastEffective: 30,
  leastShare: 0.02,
};

export type Support = {
  readonly windows: number;
  readonly hosts: number;
  /** Kish's effective number of windows. */
  readonly effective: number;
  /** Share of the steps whose ratio was clipped. */
  readonly clipped: number;
};

/** What a policy would have come to where the log was made; rewards a second, with 95 % intervals over hosts. */
export type OffPolicyEstimate =
  | {
      readonly kind: "estimate";
      readonly value: Interval;
      /** Beyond what the logged policy came to on the same windows. */
      readonly gain: Interval;
      /** Share of the resamples in which there was a gain. */
      readonly chance: number;
      readonly estimators: Readonly<Record<EstimatorName, Interval>>;
      readonly support: Support;
      readonly settings: OffPolicySettings;
    }
  | {
      readonly kind: "refused";
      readonly code: "too-little-overlap";
      readonly sentence: string;
      readonly support: Support;
    };

/**
 * Off-policy evaluation of any policy of the contract: windows of the log, weighed by how much likelier the policy would have drawn what
 * was drawn, corrected by a fitted model (doubly robust). A window begins wherever the log was, so the value is of taking over for that
 * many steps from where the logged policy gets to. `hosts` narrows it to some. Throws `not-finite`.
 */
export async function evaluateOffPolicy(
  dataset: OfflineDataset,
  session: OnnxModelSession,
  given: Partial<OffPolicySettings> = {},
  hosts: ReadonlySet<string> | null = null,
): Promise<OffPolicyEstimate> {
  const settings = { ...OFF_POLICY_DEFAULTS, ...given };
  const policy = await distributionsOf(session, dataset.spec, dataset.observations);
  const { ratios, clipped } = ratiosOf(dataset, policy, settings.mostRatio);
  const rewards = stepRewards(dataset);
  const values = valuesOf(dataset, policy, rewards, settings);
  const windows = windowsOf(dataset, { ratios, rewards, values }, settings.horizon, hosts);
  const support = supportOf(windows, clipped);
  const sentence = refusalOf(support, settings);
  if (sentence !== null) return { kind: "refused", code: "too-little-overlap", sentence, support };
  const seconds = (discounted(settings) * dataset.spec.everyMs) / 1000;
  return { kind: "estimate", ...estimatesOf(windows, settings, seconds), support, settings };
}

/** Everything a bootstrap over clusters says of windows; divided by `seconds`. */
export function estimatesOf(windows: readonly Window[], { horizon, gamma }: OffPolicySettings, seconds: number) {
  const clusters = Map.groupBy(windows, ({ cluster }) => cluster);
  const sums = [...clusters.values()].map((each) => clusterSums(each, horizon, gamma));
  const estimators = Object.fromEntries(
    Object.entries(ESTIMATORS).map(([name, estimate]) => [
      name,
      bootstrapped(sums, (drawn) => estimate(drawn) / seconds),
    ]),
  ) as Record<EstimatorName, Interval>;
  const gainOf = (drawn: typeof sums): number =>
    (ESTIMATORS.doubly_robust(drawn) - ESTIMATORS.behaviour(drawn)) / seconds;
  return {
    value: estimators.doubly_robust,
    gain: bootstrapped(sums, (drawn) => gainOf([...drawn])),
    chance: chanceOf(sums, gainOf),
    estimators,
  };
}

const RESAMPLES = 400;

function chanceOf<T>(groups: readonly T[], gain: (drawn: T[]) => number): number {
  const random = randomFromSeed(groups.length);
  let gained = 0;
  for (let round = 0; round < RESAMPLES; round += 1)
    if (gain(groups.map(() => groups[below(random, groups.length)] as T)) > 0) gained += 1;
  return gained / RESAMPLES;
}

function ratiosOf(
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

function valuesOf(
  dataset: OfflineDataset,
  policy: Distributions,
  rewards: Float32Array,
  { horizon, gamma }: OffPolicySettings,
): Values {
  const features = fleetFeatures(dataset.spec, policy.heads);
  const rows = fittedRows(dataset, policy, rewards, features);
  return fittedValues(rows, horizon, gamma, foldsOf(dataset));
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

type Steps = { readonly ratios: Float64Array; readonly rewards: Float32Array; readonly values: Values };

/** Whole windows of each episode; a terminated one may be shorter, what is left over at the end of others says nothing. */
function windowsOf(
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

function supportOf(windows: readonly Window[], clipped: number): Support {
  const hosts = new Set(windows.map(({ cluster }) => cluster)).size;
  return { windows: windows.length, hosts, effective: effectiveWindows(windows), clipped };
}

function refusalOf({ windows, hosts, effective }: Support, settings: OffPolicySettings): string | null {
  const { horizon, leastEffective, leastShare } = settings;
  if (hosts < 2 || windows === 0)
    return `The log has ${windows} windows of ${horizon} steps on ${hosts} hosts: let more hosts explore, for longer.`;
  if (effective >= leastEffective && effective >= leastShare * windows) return null;
  const worth = `The log's ${windows} windows are worth ${effective.toFixed(1)} under this policy`;
  return `${worth}: it does what was hardly ever tried. Stay closer to the parent (a larger divergence weight), let the parent explore for longer, or judge shorter windows than ${horizon} steps.`;
}

function discounted({ horizon, gamma }: OffPolicySettings): number {
  return gamma === 1 ? horizon : (1 - gamma ** horizon) / (1 - gamma);
}
