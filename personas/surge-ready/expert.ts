import { type CacheStrategy, demoAttributes, expectedHitRatio, type Truth } from "@fleet-persona/demo-fleet";
import { coresAt } from "./cost-factor.ts";
import { type Configuration, fromUnit, type NumericAttribute, toUnit } from "@fleet-persona/persona";

/** What the teacher sees: the true traffic, now and to come, and how the fleet is doing. */
export type TrueState = {
  readonly truth: Truth;
  /** Seconds since the trace began. */
  readonly t: number;
  /** Size of each server against the mean, largest first. */
  readonly relativeSizes: readonly number[];
  /** What a request costs on this machine now, against its cost alone; see `cost-factor.ts`. */
  readonly costFactor: number;
  /** Observed; undefined where nothing was. */
  readonly hitRatio: number | undefined;
  readonly queueDepth: number | undefined;
  readonly latencyP95Ms: number | undefined;
};

/** How the teacher trades; found by trying on the demo fleet, see README. */
const TEACHER = {
  /** Seconds of the future it prepares for: what capacity and the cache need to be there in time. */
  lookaheadS: 4,
  /** Share of the cores it plans to use in ordinary traffic, and when the traffic is about to grow by `surge`. */
  calmUtilisation: 0.72,
  surgeUtilisation: 0.65,
  /** Growth over the next seconds that it calls a surge. */
  surge: 1.2,
  /** Cores that a staler page is held to cost: it caches long only where that saves more. */
  staleness: { off: 0, micro: 0.005, short: 0.01, long: 0.09 } satisfies Record<CacheStrategy, number>,
  /** How much better than observed it trusts a cache to become while it warms. */
  warming: 0.08,
  /** Where it begins to see strain, and where it sees nothing else: waiting requests, and milliseconds. */
  strain: { queueDepth: { least: 2, most: 20 }, latencyP95Ms: { least: 100, most: 300 } },
  /** Share of its target that strain takes away. */
  relief: 0.4,
  /** Share of its ceiling that it gives a server before it takes another one into service. */
  fill: 0.85,
  /** Requests at a time for each server: few wait better in front of the fleet, many keep a large fleet busy. */
  connections: { calm: 2, surge: 4 },
} as const;

const STRATEGIES = Object.keys(TEACHER.staleness) as CacheStrategy[];
const cores = numeric("cpu_allocation");
const servers = numeric("active_servers");

/** The cheapest configuration that keeps predicted utilisation under the target, given what is coming. */
export function expertConfiguration(state: TrueState): Configuration {
  const now = state.truth.highestRate(state.t, 1);
  const ahead = Math.max(now, state.truth.highestRate(state.t, TEACHER.lookaheadS));
  const strain = strainOf(state);
  const surging = ahead > now * TEACHER.surge;
  const planned = surging ? TEACHER.surgeUtilisation : TEACHER.calmUtilisation;
  const utilisation = planned * (1 - TEACHER.relief * strain);
  const overrun = strain >= 1;
  const strategy = overrun ? "long" : cheapestStrategy(state, ahead, utilisation);
  const needed = coresNeeded(state, strategy, ahead) / utilisation;
  const active = overrun || surging ? servers.max : fewestServers(needed, state.relativeSizes);
  const allocation = overrun ? cores.max : needed / sum(state.relativeSizes.slice(0, active));
  return {
    cpu_allocation: fromUnit(cores, toUnit(cores, allocation)),
    active_servers: active,
    caching_strategy: strategy,
    load_balancing_algorithm: "leastconn",
    max_connections: surging || overrun ? TEACHER.connections.surge : TEACHER.connections.calm,
  };
}

/** 0 when all is well, 1 when a backlog has formed that only full capacity works off. */
function strainOf({ queueDepth = 0, latencyP95Ms = 0 }: TrueState): number {
  const share = (value: number, { least, most }: { least: number; most: number }): number =>
    Math.min(1, Math.max(0, (value - least) / (most - least)));
  return Math.max(share(queueDepth, TEACHER.strain.queueDepth), share(latencyP95Ms, TEACHER.strain.latencyP95Ms));
}

// In the long run, not with the cache as it is now: a strategy is chosen for where it leads.
function cheapestStrategy({ truth, costFactor }: TrueState, rate: number, utilisation: number): CacheStrategy {
  const cost = (strategy: CacheStrategy): number =>
    (costFactor * truth.coresNeeded(strategy, rate)) / utilisation + TEACHER.staleness[strategy];
  return STRATEGIES.reduce((best, strategy) => (cost(strategy) < cost(best) ? strategy : best), "short");
}

/** Cores busy at this rate with the cache as warm as it is, or as warm as the strategy can make it if that is less. */
function coresNeeded({ truth, hitRatio, costFactor }: TrueState, strategy: CacheStrategy, rate: number): number {
  const reachable = expectedHitRatio(strategy, rate);
  const hit = hitRatio === undefined ? reachable : Math.min(reachable, hitRatio + TEACHER.warming);
  return costFactor * coresAt(truth, rate, hit);
}

/** As few servers as can do it: a quota in fewer pieces is a shorter queue (measured: the p99 halves from four to two). */
function fewestServers(needed: number, relativeSizes: readonly number[]): number {
  let active = servers.min;
  const enough = (): number => TEACHER.fill * cores.max * sum(relativeSizes.slice(0, active));
  while (active < servers.max && enough() < needed) active += 1;
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
