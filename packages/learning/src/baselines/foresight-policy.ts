import { fromUnit, toUnit, type Configuration } from "@fleet-persona/persona";
import type { Foresight, Scenario } from "@fleet-persona/simulator";
import type { FleetMoment, FleetPolicy, PolicyContext } from "./fleet-policy.ts";
import { defaultsOf } from "../fleet/engine-loop.ts";
import { levelsOf } from "./fleet-levels.ts";

export type ForesightSettings = {
  /** Seconds of the future it makes room for. */
  readonly lookaheadS: number;
  /** Seconds of the past whose highest rate it stays ready for: what came once comes again. */
  readonly lookbackS: number;
  /** Share of the planned cores that it wants in use. */
  readonly utilisation: number;
  /** Share of that which strain takes away: a backlog is worked off with more than the traffic needs. */
  readonly relief: number;
};

export const FORESIGHT_DEFAULTS: ForesightSettings = { lookaheadS: 4, lookbackS: 0, utilisation: 0.75, relief: 0.4 };
const STRAIN = { queueDepth: { least: 2, most: 20 }, latencyShare: { least: 0.6, most: 1.5 } };
// A server is taken in when the others would have to run this close to their ceiling.
const FILL = 0.85;
// What the model said before: it goes through the whole catalogue for each answer, and is asked for every candidate.
const needed = new WeakMap<Scenario, Map<string, number>>();

/** What the model is asked about. */
type ForesightMoment = Pick<FleetMoment, "simulation" | "signals" | "config">;

/**
 * A teacher: knows the traffic of the next seconds but not its single requests, and sizes for it by the model, with the caching
 * strategy that needs the fewest cores. Works out in microseconds what the oracle finds by trying; a clone has something plain to learn.
 */
export function foresightPolicy(settings: Partial<ForesightSettings> = {}): FleetPolicy {
  const chosen = { ...FORESIGHT_DEFAULTS, ...settings };
  return { name: "foresight", start: (context) => ({ decide: (moment) => sizedFor(context, moment, chosen) }) };
}

/** The configuration that the model says the next seconds need. */
export function sizedFor(
  context: PolicyContext,
  moment: ForesightMoment,
  { lookaheadS, lookbackS, utilisation, relief }: ForesightSettings = FORESIGHT_DEFAULTS,
): Configuration {
  const { run, scenario } = context;
  const { foresight, at } = moment.simulation;
  const cores = run.attributes.find(({ name }) => name === "cpu_allocation");
  if (cores?.kind !== "continuous" && cores?.kind !== "integer") return {};
  const strain = strainOf(context, moment);
  const rate = foresight.highestRate(Math.max(0, at - lookbackS), at + lookaheadS);
  const needs = strategiesOf(context, moment)
    .map((strategy) => ({ strategy, cores: coresNeeded(scenario, foresight, rate, strategy) }))
    .toSorted((a, b) => a.cores - b.cores)[0];
  const wanted = (needs?.cores ?? 0) / (utilisation * (1 - relief * strain));
  const active = serversFor(context, strain >= 1 ? Number.POSITIVE_INFINITY : wanted / (FILL * cores.max));
  const sizes = scenario.fleet.servers.slice(0, active).reduce((sum, { size }) => sum + size, 0) || 1;
  const share = strain >= 1 ? cores.max : wanted / sizes;
  return {
    ...defaultsOf({ attributes: run.attributes }),
    cpu_allocation: fromUnit(cores, toUnit(cores, share)),
    active_servers: active,
    ...(needs === undefined ? {} : { caching_strategy: needs.strategy }),
  };
}

/** Cores that this rate, to the next whole request a second, keeps busy. */
export function coresNeeded(scenario: Scenario, foresight: Foresight, rate: number, strategy: string): number {
  const known = needed.get(scenario) ?? new Map<string, number>();
  needed.set(scenario, known);
  const key = `${Math.ceil(rate)} ${strategy}`;
  const cores = known.get(key) ?? foresight.coresNeeded(Math.ceil(rate), strategy);
  known.set(key, cores);
  return cores;
}

function strategiesOf({ run }: PolicyContext, { config }: ForesightMoment): readonly string[] {
  const caching = run.attributes.find(({ name }) => name === "caching_strategy");
  return caching === undefined
    ? [String(config["caching_strategy"] ?? "off")]
    : levelsOf(caching, run.bounds, 1).map(String);
}

/** As few servers as bring so many sizes together. */
function serversFor({ run, scenario }: PolicyContext, sizes: number): number {
  const bound = run.bounds["active_servers"];
  const { servers } = scenario.fleet;
  const [least, most] = bound?.kind === "range" ? [bound.min, bound.max] : [servers.length, servers.length];
  let active = least;
  const gathered = () => servers.slice(0, active).reduce((sum, { size }) => sum + size, 0);
  while (active < most && gathered() < sizes) active += 1;
  return active;
}

/** 0 when all is well, 1 when a backlog has formed that only full capacity works off. */
function strainOf({ scenario }: PolicyContext, { signals }: ForesightMoment): number {
  const share = (value: number, { least, most }: { least: number; most: number }): number =>
    Math.min(1, Math.max(0, (value - least) / (most - least)));
  const read = (name: string): number => {
    const value = signals[name]?.value ?? 0;
    return Number.isFinite(value) ? value : 0;
  };
  return Math.max(
    share(read("queue_depth"), STRAIN.queueDepth),
    share(read("latency_p95") / scenario.fleet.objective.p95Ms, STRAIN.latencyShare),
  );
}
