import type {
  Fault,
  FleetModel,
  RatePoint,
  Scenario,
  ServerModel,
  ServiceTime,
  Traffic,
} from "@fleet-persona/simulator";
import { LearningError } from "../errors.ts";
import { below, randomFromSeed, uniform, type Random } from "../training/random.ts";
import { between, generateTraffic, TRAFFIC_EVENTS, type RateRange, type TrafficEvent } from "./traffic-shapes.ts";

/** A recorded trace: requests a second, seconds since its start, in the rates and the pace it is to be replayed in. */
export type NamedTrace = { readonly name: string; readonly points: readonly RatePoint[] };

/** What varies from scenario to scenario. Plain JSON, so that another process can draw the same scenarios. */
export type ScenarioSpread = {
  readonly fleet: FleetModel;
  /** Length of a scenario, the warm-up included. */
  readonly seconds: number;
  readonly warmupS: number;
  readonly calm: RateRange;
  readonly peak: RateRange;
  readonly events?: readonly TrafficEvent[];
  readonly mostEvents?: number;
  /** How far ordinary traffic jumps from half second to half second, as a share; without it traffic is smooth. */
  readonly roughness?: RateRange;
  /** Traces to train on; windows of a scenario's length are cut from them. */
  readonly traces?: readonly NamedTrace[];
  /** Share of scenarios cut from a trace; default a half where there are traces. */
  readonly traceShare?: number;
  /** Factor on all rates, and on what every request costs. */
  readonly scale?: RateRange;
  readonly service?: RateRange;
  /** How many servers; sizes are drawn anew around one, `sizeSpread` to either side. Traffic grows with their number. */
  readonly servers?: { readonly min: number; readonly max: number; readonly sizeSpread: number };
  /** Chance that a scenario has a fault. */
  readonly faultShare?: number;
};

const NONE: RateRange = { min: 1, max: 1 };

/** Scenarios by seed: the same seed, the same scenario. Throws `task-invalid` for a spread that holds none. */
export function randomisedScenarios(spread: ScenarioSpread): (seed: number) => Scenario {
  checkSpread(spread);
  const traces = spread.traces ?? [];
  const traceShare = traces.length === 0 ? 0 : (spread.traceShare ?? 0.5);
  return (seed) => {
    const random = randomFromSeed(seed);
    const fleet = randomFleet(random, spread);
    const growth = (between(random, spread.scale ?? NONE) * fleet.servers.length) / spread.fleet.servers.length;
    const trace = uniform(random) < traceShare ? traces[below(random, traces.length)] : undefined;
    const traffic = trace === undefined ? generated(random, spread) : { points: window(random, trace, spread.seconds) };
    const startsAt = { secondOfDay: below(random, 86_400), dayOfWeek: below(random, 7) };
    return {
      fleet,
      traffic: { ...traffic, points: scaled(traffic.points, growth), startsAt },
      faults: uniform(random) < (spread.faultShare ?? 0) ? [randomFault(random, spread, fleet)] : [],
      seconds: spread.seconds,
      seed,
    };
  };
}

/** Every service time of the fleet times `factor`: a faster or slower machine, a heavier or lighter application. */
export function withServiceFactor(fleet: FleetModel, factor: number): FleetModel {
  const slowed = (service: ServiceTime): ServiceTime => ({ ...service, mean: service.mean * factor });
  return { ...fleet, classes: fleet.classes.map((each) => ({ ...each, service: slowed(each.service) })) };
}

function generated(random: Random, spread: ScenarioSpread): Traffic {
  const { seconds, warmupS, calm, peak, events = TRAFFIC_EVENTS, mostEvents = 3, roughness } = spread;
  const shape = { seconds, quietS: warmupS, calm, peak, events, mostEvents };
  return generateTraffic(random, roughness === undefined ? shape : { ...shape, roughness });
}

function window(random: Random, { points }: NamedTrace, seconds: number): readonly RatePoint[] {
  const length = points.at(-1)?.t ?? 0;
  const from = Math.max(0, length - seconds) * uniform(random);
  return windowOf(points, from, seconds);
}

/** The points of a trace between `from` and `from + seconds`, moved to begin at 0; held at its end where it is too short. */
export function windowOf(points: readonly RatePoint[], from: number, seconds: number): readonly RatePoint[] {
  const inside = points.filter(({ t }) => t > from && t < from + seconds).map(({ t, rate }) => ({ t: t - from, rate }));
  return [{ t: 0, rate: rateOf(points, from) }, ...inside, { t: seconds, rate: rateOf(points, from + seconds) }];
}

function rateOf(points: readonly RatePoint[], t: number): number {
  const after = points.findIndex((point) => point.t >= t);
  if (after === -1) return points.at(-1)?.rate ?? 0;
  const right = points[after] as RatePoint;
  const left = points[after - 1] ?? right;
  return right.t === left.t ? right.rate : left.rate + ((right.rate - left.rate) * (t - left.t)) / (right.t - left.t);
}

function scaled(points: readonly RatePoint[], factor: number): readonly RatePoint[] {
  return factor === 1 ? points : points.map(({ t, rate }) => ({ t, rate: rate * factor }));
}

function randomFleet(random: Random, spread: ScenarioSpread): FleetModel {
  const fleet = withServiceFactor(spread.fleet, between(random, spread.service ?? NONE));
  const { servers } = spread;
  if (servers === undefined) return fleet;
  const count = servers.min + below(random, servers.max - servers.min + 1);
  const sizes = Array.from({ length: count }, () => 1 + servers.sizeSpread * (2 * uniform(random) - 1));
  const mean = sizes.reduce((sum, size) => sum + size, 0) / count;
  const made = sizes
    .map((size) => size / mean)
    .toSorted((a, b) => b - a)
    .map((size, at): ServerModel => ({ name: spread.fleet.servers[at]?.name ?? `s${at + 1}`, size }));
  return { ...fleet, servers: made, attributes: fleet.attributes.map((attribute) => withCount(attribute, count)) };
}

/** No more servers can be in service than there are. */
function withCount(attribute: FleetModel["attributes"][number], count: number): FleetModel["attributes"][number] {
  if (attribute.name !== "active_servers" || attribute.kind !== "integer") return attribute;
  const within = (value: number) => Math.max(1, Math.min(value, count));
  const [start, safe] = [attribute.default, attribute.safe].map((value) =>
    value === attribute.max ? count : within(value),
  ) as [number, number];
  const min = Math.min(within(attribute.min), count - 1);
  return { ...attribute, min, max: count, default: start, safe };
}

function randomFault(random: Random, { seconds, warmupS }: ScenarioSpread, { servers }: FleetModel): Fault {
  const from = warmupS + (seconds - warmupS) * 0.8 * uniform(random);
  const to = from + seconds * (0.05 + 0.15 * uniform(random));
  const server = below(random, servers.length);
  switch (below(random, 4)) {
    case 0:
      return { kind: "server-down", server, from, to };
    case 1:
      return { kind: "slow-server", server, from, to, factor: 0.3 + 0.5 * uniform(random) };
    case 2:
      return { kind: "cache-busting", from, to, share: 0.2 + 0.4 * uniform(random) };
    default:
      return { kind: "signals-missing", from, to: from + 10, signals: ["latency_p50", "latency_p95", "latency_p99"] };
  }
}

function checkSpread(spread: ScenarioSpread): void {
  const ranges = { calm: spread.calm, peak: spread.peak, scale: spread.scale ?? NONE, service: spread.service ?? NONE };
  for (const [name, { min, max }] of Object.entries(ranges)) {
    if (Number.isFinite(min) && Number.isFinite(max) && min >= 0 && min <= max) continue;
    throw new LearningError(
      "task-invalid",
      `${name} runs from ${min} to ${max}; give two numbers that rise, from 0 up`,
    );
  }
  if (!(spread.seconds > spread.warmupS)) {
    throw new LearningError(
      "task-invalid",
      `a scenario of ${spread.seconds} s ends within its warm-up of ${spread.warmupS} s`,
    );
  }
  if (spread.servers !== undefined && !(spread.servers.min >= 2 && spread.servers.max >= spread.servers.min)) {
    throw new LearningError("task-invalid", "servers: give a least number from 2 up and a most that is not below it");
  }
  for (const { name, points } of spread.traces ?? []) {
    if (points.length < 2) throw new LearningError("task-invalid", `the trace ${name} has fewer than two points`);
  }
}
