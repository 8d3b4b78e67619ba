import { bootstrapped, type Interval } from "../../evaluation/bootstrap.ts";
import type { OnnxModelSession } from "../../runtime.ts";
import { below, randomFromSeed } from "../../training/random.ts";
import { type OfflineDataset, stepRewards } from "../dataset/dataset.ts";
import { type Distributions, distributionsOf } from "../policy-distributions.ts";
import { clusterSums, effectiveWindows, ESTIMATORS, type EstimatorName, type Window } from "./estimators.ts";
import { fleetFeatures } from "./features.ts";
import { fittedValues, type Values } from "./fitted-values.ts";
import { fittedRows, foldsOf, ratiosOf, windowsOf } from "./windows.ts";

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

function supportOf(windows: readonly Window[], clipped: number): Support {
  const hosts = new Set(windows.map(({ cluster }) => cluster)).size;
  return { windows: windows.length, hosts, effective: effectiveWindows(windows), clipped };
}

function refusalOf({ windows, hosts, effective }: Support, settings: OffPolicySettings): string | null {
  const { horizon, leastEffective, leastShare } = settings;
  if (hosts < 2 || windows === 0)
    return `The part of the log that judges has ${counted(windows, "window")} of ${horizon} steps on ${counted(hosts, "host")}: let more hosts explore, for longer.`;
  if (effective >= leastEffective && effective >= leastShare * windows) return null;
  const worth = `The log's ${windows} windows are worth ${effective.toFixed(1)} under this policy`;
  return `${worth}: it does what was hardly ever tried. Stay closer to the parent (a larger divergence weight), let the parent explore for longer, or judge shorter windows than ${horizon} steps.`;
}

function discounted({ horizon, gamma }: OffPolicySettings): number {
  return gamma === 1 ? horizon : (1 - gamma ** horizon) / (1 - gamma);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
