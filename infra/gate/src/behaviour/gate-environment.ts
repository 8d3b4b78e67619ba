import type { Attribute, Manifest } from "@fleet-persona/persona";
import { startSimulation, type FleetModel } from "@fleet-persona/simulator";
import { named } from "../policy-contract.ts";

/** The fleet a Persona is tried on, and its traffic; all of it follows from the manifest. */
export type GateEnvironment = {
  readonly fleet: FleetModel;
  /** Requests a second in simulation: an ordinary moment, and a crowd as high as training saw. */
  readonly rates: { readonly calm: number; readonly peak: number };
  /** What is observed of rates and counts, over what is simulated: a large fleet is simulated in small. */
  readonly amplification: number;
  /** Attributes whose moves do nothing in simulation. */
  readonly inertAttributes: readonly string[];
};

/** What the simulator acts on. */
const ACTIVE = new Set([
  "cpu_allocation",
  "active_servers",
  "caching_strategy",
  "cache_ttl",
  "load_balancing_algorithm",
  "max_connections",
  "queue_limit",
  "request_timeout",
  "compression",
]);

// The fleet of `npm start`, whose figures were measured on a live HAProxy: cores a server, servers, requests a second, crowd, and the
// share of its cores that an ordinary moment keeps busy.
const MEASURED = { cores: 0.175, servers: 4, calm: 180, peak: 430, busy: 0.55 };
// What of it does not follow from a manifest. Unlike there, a lost server is noticed, by health checks every second.
const MEASURED_FLEET = {
  catalogue: { items: 3_000, exponent: 0.9 },
  cache: { wholeSeconds: true },
  cpu: { kind: "quota", periodMs: 100 },
  discipline: "fifo",
  overheadMs: { server: 1, cache: 0.6 },
  queue: { limit: 1_500, timeoutMs: 1_500 },
  clientTimeoutMs: 4_000,
  retries: 2,
  lossNoticedAfterS: 3,
  compression: { ratio: 0.3, overheadMs: 0.2, mobileTransferMs: 60 },
  actuationDelayS: { hot: 0, drain: 1, restart: 5 },
  objective: { p95Ms: 150, errorShare: 0.01 },
  behaviour: {
    mobileShare: 0.45,
    sessionDepth: 6,
    conversion: 0.03,
    conversionLossPer100Ms: 0.07,
    revenuePerOrder: 60,
  },
  cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
} as const satisfies Partial<FleetModel>;
const SIMULATED_RATES = { least: 60, most: 300 };
const MOST_SERVERS = 100;
const LEAST_CROWD = 1.6;
const TTL_S: Readonly<Record<string, number>> = { off: 0, micro: 1, short: 5, long: 30 };

/**
 * A fleet like the measured one under the Persona's own attributes: every attribute it names, servers as many as it may take into
 * service, and requests that keep its default capacity as busy as the measured fleet is on an ordinary day.
 */
export function environmentOf(manifest: Manifest): GateEnvironment {
  const { attributes } = manifest;
  const declared = declaredRates(manifest);
  const calm = Math.min(SIMULATED_RATES.most, Math.max(SIMULATED_RATES.least, declared.calm));
  const amplification = declared.calm / calm;
  return {
    fleet: fleetOf(attributes, calm),
    rates: { calm, peak: declared.peak / amplification },
    amplification,
    inertAttributes: attributes.map(({ name }) => name).filter((name) => !ACTIVE.has(name)),
  };
}

/** Inputs of the policy that a fleet in simulation never shows, derived ones by what they are derived from. */
export function unseenInputs({ policy }: Manifest, seen: ReadonlySet<string>): readonly string[] {
  return policy.inputs.signals
    .map(({ name }) => name)
    .filter((name) => !seen.has(name) && !seen.has(name.slice(0, name.lastIndexOf("."))));
}

/** Rates by how they were distributed in training; those of the measured fleet where the policy does not look at them. */
function declaredRates({ policy }: Manifest): { calm: number; peak: number } {
  const seen = policy.inputs.signals.find(({ name }) => name === "request_rate")?.distribution;
  if (seen === undefined || !(seen.mean > 0)) return MEASURED;
  const calm = 0.9 * seen.mean;
  return { calm, peak: Math.max(LEAST_CROWD * calm, seen.p99) };
}

function fleetOf(attributes: readonly Attribute[], calm: number): FleetModel {
  const count = serversOf(attributes);
  const cores = defaultOf(attributes, "cpu_allocation", 1);
  const sizes = sizesOf(count);
  const inService = sizes.slice(0, defaultOf(attributes, "active_servers", count)).reduce((sum, size) => sum + size, 0);
  const fleet: FleetModel = {
    ...MEASURED_FLEET,
    servers: sizes.map((size, at) => ({ name: `s${at + 1}`, size })),
    classes: classesOf(1),
    cacheTtlS: ttlsOf(attributes),
    // Larger servers work on larger requests, with as much of themselves as the measured ones.
    coresPerRequest: cores / MEASURED.cores,
    parkedCores: Math.min(0.01, cores / 10),
    attributes,
  };
  return { ...fleet, classes: classesOf((MEASURED.busy * cores * inService) / coresNeeded(fleet, calm)) };
}

/** Cores that the traffic keeps busy under the fleet's own caching, by the simulator's model. */
function coresNeeded(fleet: FleetModel, rate: number): number {
  const strategy = String(named(fleet.attributes, ["caching_strategy"])[0]?.default ?? "");
  const { foresight } = startSimulation({ fleet, traffic: { points: [{ t: 0, rate }] }, seconds: 1, seed: 1 });
  return foresight.coresNeeded(rate, strategy);
}

/** What people ask the measured fleet for, each request `work` times as much work. */
function classesOf(work: number): FleetModel["classes"] {
  const uniform = (mean: number) => ({ kind: "uniform", mean: mean * work, spread: 0.5 }) as const;
  const page = { name: "page", cacheable: true, counts: "page", retryable: true, answerBytes: 1_900 } as const;
  const search = { name: "search", cacheable: false, counts: "search", retryable: true, answerBytes: 330 } as const;
  const checkout = { name: "checkout", cacheable: false, counts: "checkout", retryable: false } as const;
  return [
    { ...page, share: 0.7, service: uniform(2.2) },
    { ...search, share: 0.2, service: uniform(5) },
    { ...checkout, share: 0.1, service: uniform(3.2), priority: -10, answerBytes: 330 },
  ];
}

function serversOf(attributes: readonly Attribute[]): number {
  const [active] = named(attributes, ["active_servers"]);
  const most = active?.kind === "integer" || active?.kind === "continuous" ? active.max : MEASURED.servers;
  return Math.min(MOST_SERVERS, Math.max(2, Math.round(most)));
}

/** Unequal, as fleets are: from 1.43 down to 0.57 of the mean, the measured fleet's spread. */
function sizesOf(count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => 1 + (3 / 7) * (1 - (2 * at) / (count - 1)));
}

function defaultOf(attributes: readonly Attribute[], name: string, otherwise: number): number {
  const [attribute] = named(attributes, [name]);
  return typeof attribute?.default === "number" && attribute.default > 0 ? attribute.default : otherwise;
}

/** The standard strategies have their standard times; others are spread between none and half a minute by their rank. */
function ttlsOf(attributes: readonly Attribute[]): Record<string, number> {
  const [strategy] = named(attributes, ["caching_strategy"]);
  if (strategy?.kind !== "categorical") return { ...TTL_S };
  const last = strategy.choices.length - 1;
  return Object.fromEntries(strategy.choices.map((choice, at) => [choice, TTL_S[choice] ?? 30 * (at / last) ** 2]));
}
