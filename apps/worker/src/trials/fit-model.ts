import type { Attribute } from "@fleet-persona/persona";
import type { FleetModel, ServiceTime } from "@fleet-persona/simulator";
import type { RecordedLoad } from "./recorded-load.ts";
import { quantile, twoSlopes } from "./statistics.ts";

/** The shape of a fleet that load alone does not tell: which of them fits best is tried in simulation. */
export type Shape = {
  readonly service: "uniform" | "exponential";
  readonly cpu: "fluid" | "quota";
  readonly discipline: "processor-sharing" | "fifo";
};

export const shapes: readonly Shape[] = (["uniform", "exponential"] as const).flatMap((service) =>
  (["fluid", "quota"] as const).flatMap((cpu) =>
    (["processor-sharing", "fifo"] as const).map((discipline) => ({ service, cpu, discipline })),
  ),
);

/** What the load of the training part tells for certain. */
export type FittedLoad = {
  /** CPU that a request costs where the cache does not answer it, ms on one core. */
  readonly cpuMs: number;
  /** Share of the requests that the cache may answer, and how many pages they are. */
  readonly cacheable: number;
  readonly items: number;
  readonly servers: number;
};

/** What a cache keeps where nobody says for how long, s; the names are the standard ones. */
const ttlS: Readonly<Record<string, number>> = { off: 0, micro: 1, short: 10, long: 60 };
const EXPONENT = 0.8;
const CATALOGUES = [10, 30, 100, 300, 1_000, 3_000, 10_000, 30_000];
// A quota's period as Linux has it, and the spread of a request's cost as it was measured on the demo fleet.
const PERIOD_MS = 100;
const SPREAD = 0.5;

/** One request's cost and how much the cache takes off, by least squares over the seconds of the training part. */
export function fitLoad(
  load: RecordedLoad,
  until: number,
  servers: number,
  strategyAt: (moment: number) => string | null,
): FittedLoad {
  const rows: { x: number; z: number; y: number }[] = [];
  for (let moment = 0; moment < until; moment += 1) {
    const rate = load.rate[moment] ?? Number.NaN;
    const hits = load.hits[moment] ?? 0;
    rows.push({ x: rate, z: rate * (Number.isNaN(hits) ? 0 : hits), y: load.used[moment] ?? Number.NaN });
  }
  const { a, b } = twoSlopes(rows);
  const cached = rows.some(({ z }) => z > 0);
  // Without a second slope everything that was looked up is taken for cacheable.
  const cacheable = !cached ? 0 : b === 0 ? 1 : Math.min(1, Math.max(0, -b / a));
  const items = cached ? fitItems(load, until, strategyAt) : 1;
  // With one slope alone it is the cost per request that arrives; what the cache answers costs nothing.
  const perMiss = b === 0 && cached ? twoSlopes(rows.map(({ x, z, y }) => ({ x: x - z, z: 0, y }))).a : a;
  return { cpuMs: 1000 * perMiss, cacheable, items, servers };
}

// The share of hits of a cache that keeps a page for some seconds: each page is fetched once in a while and then answered.
function fitItems(load: RecordedLoad, until: number, strategyAt: (moment: number) => string | null): number {
  let best = { items: 100, error: Number.POSITIVE_INFINITY };
  for (const items of CATALOGUES) {
    const shares = zipf(items);
    let [error, seen] = [0, 0];
    for (let moment = 0; moment < until; moment += Math.max(1, Math.floor(until / 200))) {
      const ttl = ttlS[strategyAt(moment) ?? ""] ?? 0;
      const [rate, hits] = [load.rate[moment] ?? Number.NaN, load.hits[moment] ?? Number.NaN];
      if (ttl === 0 || !(rate > 0) || Number.isNaN(hits)) continue;
      error += Math.abs(hitShare(shares, rate, ttl) - hits);
      seen += 1;
    }
    if (seen > 0 && error / seen < best.error) best = { items, error: error / seen };
  }
  return best.items;
}

function zipf(items: number): Float64Array {
  const weights = Float64Array.from({ length: items }, (_, rank) => (rank + 1) ** -EXPONENT);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

function hitShare(shares: Float64Array, rate: number, ttl: number): number {
  return shares.reduce((sum, share) => sum + (share * share * rate * ttl) / (1 + share * rate * ttl), 0);
}

/** A fleet of that shape with the fitted load; attributes start from their defaults, and nothing is promised of orders and revenue. */
export function modelOf(
  { cpuMs, cacheable, items, servers }: FittedLoad,
  { service, cpu, discipline }: Shape,
  { attributes, overheadMs, objective }: Pick<FleetModel, "attributes" | "objective"> & { readonly overheadMs: number },
): FleetModel {
  const cost = serviceTime(service, cpuMs);
  const common = { service: cost, counts: "page", retryable: true } as const;
  const classes = [
    { ...common, name: "cacheable", share: cacheable, cacheable: true },
    { ...common, name: "other", share: 1 - cacheable, cacheable: false },
  ].filter(({ share }) => share > 0);
  return {
    servers: Array.from({ length: servers }, (_, index) => ({ name: `server-${index + 1}`, size: 1 })),
    classes,
    catalogue: { items, exponent: EXPONENT },
    cacheTtlS: ttlS,
    cpu: cpu === "fluid" ? { kind: cpu } : { kind: cpu, periodMs: PERIOD_MS },
    discipline,
    coresPerRequest: 1,
    overheadMs: { server: overheadMs, cache: overheadMs },
    queue: { limit: 1_000, timeoutMs: 5_000 },
    clientTimeoutMs: 10_000,
    retries: 1,
    attributes,
    actuationDelayS: { hot: 0, drain: 0, restart: 1 },
    objective,
    behaviour: { mobileShare: 0, sessionDepth: 1, conversion: 0, conversionLossPer100Ms: 0, revenuePerOrder: 0 },
    cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
  };
}

function serviceTime(kind: Shape["service"], mean: number): ServiceTime {
  return kind === "uniform" ? { kind, mean, spread: SPREAD } : { kind, mean };
}

/** How many servers there were at most. */
export function serversOf(active: Float64Array | undefined): number {
  const most = active === undefined ? 1 : quantile(active, 1);
  return Number.isFinite(most) ? Math.max(1, Math.round(most)) : 1;
}

/** The attributes of which the simulator knows what they do. */
export const simulatedAttributes: ReadonlySet<string> = new Set([
  "cpu_allocation",
  "active_servers",
  "caching_strategy",
  "load_balancing_algorithm",
  "max_connections",
  "queue_limit",
  "request_timeout",
]);

/** An attribute that begins with what was recorded, its range wide enough for everything that was set. */
export function startingAt(attribute: Attribute, value: number | string | boolean, seen: readonly number[]): Attribute {
  if (attribute.kind === "continuous" || attribute.kind === "integer") {
    if (typeof value !== "number") return attribute;
    const [min, max] = [Math.min(attribute.min, ...seen), Math.max(attribute.max, ...seen)];
    return { ...attribute, min, max, default: value };
  }
  return { ...attribute, default: value } as Attribute;
}
