import { type CacheStrategy, CLASSES, demoAttributes, expectedHitRatio, type Truth } from "@fleet-persona/demo-fleet";
import { type Configuration, fromUnit, type NumericAttribute, toUnit } from "@fleet-persona/persona";

/** What the teacher sees: the true traffic, now and to come, and how the fleet is doing. */
export type TrueState = {
  readonly truth: Truth;
  /** Seconds since the trace began. */
  readonly t: number;
  /** Size of each server against the mean, largest first. */
  readonly relativeSizes: readonly number[];
  /** Observed; undefined where nothing was. */
  readonly hitRatio: number | undefined;
  readonly queueDepth: number | undefined;
  readonly latencyP95Ms: number | undefined;
};

/** How the teacher trades; found by trying on the demo fleet, see README. */
const TEACHER = {
  /** Seconds of the future it prepares for: what a cache needs to warm and a queue to form. */
  lookaheadS: 8,
  /** Share of the cores it plans to use in ordinary traffic, and when the traffic is about to grow by `surge`. */
  calmUtilisation: 0.66,
  surgeUtilisation: 0.55,
  /** Growth over the next seconds that it calls a surge. */
  surge: 1.25,
  /** Cores that a staler page is held to cost: it caches long only where that saves more. */
  staleness: { off: 0, micro: 0.005, short: 0.01, long: 0.12 } satisfies Record<CacheStrategy, number>,
  /** How much better than observed it trusts a cache to become while it warms. */
  warming: 0.08,
  /** Waiting requests, or milliseconds, from which there is a backlog to work off. */
  backlog: { queueDepth: 6, latencyP95Ms: 120 },
} as const;

const STRATEGIES = Object.keys(TEACHER.staleness) as CacheStrategy[];
const cores = numeric("cpu_allocation");
const servers = numeric("active_servers");

/** The cheapest configuration that keeps predicted utilisation under the target, given what is coming. */
export function expertConfiguration(state: TrueState): Configuration {
  const now = state.truth.highestRate(state.t, 1);
  const ahead = Math.max(now, state.truth.highestRate(state.t, TEACHER.lookaheadS));
  const backlog = hasBacklog(state);
  const surging = backlog || ahead > now * TEACHER.surge;
  const utilisation = surging ? TEACHER.surgeUtilisation : TEACHER.calmUtilisation;
  const strategy = cheapestStrategy(state.truth, ahead, utilisation, backlog);
  const needed = coresNeeded(state, strategy, ahead) / utilisation;
  const active = backlog ? servers.max : fewestServers(needed, state.relativeSizes);
  const allocation = backlog ? cores.max : needed / sum(state.relativeSizes.slice(0, active));
  return {
    cpu_allocation: fromUnit(cores, toUnit(cores, allocation)),
    active_servers: active,
    caching_strategy: strategy,
    load_balancing_algorithm: "leastconn",
    max_connections: surging ? 3 : 2,
  };
}

function hasBacklog({ queueDepth = 0, latencyP95Ms = 0 }: TrueState): boolean {
  return queueDepth >= TEACHER.backlog.queueDepth || latencyP95Ms >= TEACHER.backlog.latencyP95Ms;
}

// In the long run, not with the cache as it is now: a strategy is chosen for where it leads.
function cheapestStrategy(truth: Truth, rate: number, utilisation: number, backlog: boolean): CacheStrategy {
  if (backlog) return "long";
  const cost = (strategy: CacheStrategy): number =>
    truth.coresNeeded(strategy, rate) / utilisation + TEACHER.staleness[strategy];
  return STRATEGIES.reduce((best, strategy) => (cost(strategy) < cost(best) ? strategy : best), "short");
}

/** Cores busy at this rate with the cache as warm as it is, or as warm as the strategy can make it if that is less. */
function coresNeeded({ truth, hitRatio }: TrueState, strategy: CacheStrategy, rate: number): number {
  const reachable = expectedHitRatio(strategy, rate);
  const hit = hitRatio === undefined ? reachable : Math.min(reachable, hitRatio + TEACHER.warming);
  const saved = (CLASSES.catalogue.share * CLASSES.catalogue.cpuMs * hit) / 1000;
  return rate * (truth.coreSecondsPerRequest("off", rate) - saved);
}

/** All servers, unless even the smallest allocation on all of them is more than is needed. */
function fewestServers(needed: number, relativeSizes: readonly number[]): number {
  let active = servers.max;
  while (active > servers.min && cores.min * sum(relativeSizes.slice(0, active)) > needed) active -= 1;
  return active;
}

function numeric(name: string): NumericAttribute {
  const found = demoAttributes.find((attribute) => attribute.name === name);
  if (found === undefined || !("min" in found)) throw new TypeError(`the demo fleet has no number called ${name}`);
  return found;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
