import type { ArrivalPlan, RecordedArrivals } from "../arrivals/arrival-stream.ts";
import { AliasTable, zipfProbabilities } from "../chance/alias-table.ts";
import { ServiceSampler } from "../chance/service-time.ts";
import { COLUMN } from "../figures/ended-window.ts";
import type { FleetModel } from "../fleet-model.ts";
import type { RatePoint, RecordedRequest, Scenario } from "../scenario.ts";
import { boundariesOf } from "./conditions.ts";

/** Everything about a scenario that never changes, in the form the run reads: worked out once, shared by all forks. */
export type Plan = {
  readonly scenario: Scenario;
  readonly fleet: FleetModel;
  readonly arrivals: ArrivalPlan;
  readonly endMs: number;
  /** By class: rank in the queue, whether the cache may answer, what it counts as, whether it may be sent twice, bytes. */
  readonly rank: Uint8Array;
  readonly ranks: number;
  readonly cacheable: Uint8Array;
  readonly column: Uint8Array;
  readonly retryable: Uint8Array;
  readonly answerBytes: Float64Array;
  readonly tellsBytes: boolean;
  readonly weights: readonly number[];
  /** Place of each server by size, the largest first: the first `active_servers` of them serve. */
  readonly place: readonly number[];
  /** Seconds at which something about the world changes, rising. */
  readonly boundaries: Float64Array;
  readonly bustsCache: boolean;
  readonly popularity: Float64Array;
};

export function planOf(scenario: Scenario): Plan {
  const { fleet, seconds } = scenario;
  const { classes, servers } = fleet;
  const priorities = [...new Set(classes.map(({ priority = 0 }) => priority))].toSorted((a, b) => a - b);
  const largest = Math.max(...servers.map(({ size }) => size));
  const bySize = servers.map((_, index) => index).toSorted((a, b) => (servers[b]?.size ?? 0) - (servers[a]?.size ?? 0));
  const popularity = zipfProbabilities(fleet.catalogue.items, fleet.catalogue.exponent);
  return {
    scenario,
    fleet,
    arrivals: arrivalPlan(scenario, popularity),
    endMs: seconds * 1000,
    rank: Uint8Array.from(classes, ({ priority = 0 }) => priorities.indexOf(priority)),
    ranks: priorities.length,
    cacheable: Uint8Array.from(classes, ({ cacheable }) => Number(cacheable)),
    column: Uint8Array.from(classes, ({ counts }) => (counts === "page" ? 0 : COLUMN[counts])),
    retryable: Uint8Array.from(classes, ({ retryable }) => Number(retryable)),
    answerBytes: Float64Array.from(classes, ({ answerBytes = 0 }) => answerBytes),
    tellsBytes: classes.some(({ answerBytes }) => answerBytes !== undefined),
    weights: servers.map(({ size, weight }) => weight ?? Math.max(1, Math.round((100 * size) / largest))),
    place: servers.map((_, index) => bySize.indexOf(index)),
    boundaries: boundariesOf(scenario),
    bustsCache: scenario.faults?.some(({ kind }) => kind === "cache-busting") ?? false,
    popularity,
  };
}

function arrivalPlan({ fleet, traffic, seconds, seed }: Scenario, popularity: Float64Array): ArrivalPlan {
  const { classes, catalogue } = fleet;
  return {
    points: fromTheStart(traffic.points),
    endMs: seconds * 1000,
    classes: new AliasTable(classes.map(({ share }) => share)),
    samplers: classes.map(({ service }) => new ServiceSampler(service)),
    meansMs: Float64Array.from(classes, ({ service }) => service.mean),
    items: new AliasTable(popularity),
    ofItem: Uint8Array.from(classes, ({ cacheable }) => Number(cacheable)),
    itemCosts: Float64Array.from(catalogue.costs ?? []),
    itemKeys: catalogue.keys
      ? Uint32Array.from(catalogue.keys)
      : Uint32Array.from({ length: catalogue.items }, (_, item) => item),
    classKeys: Float64Array.from(classes, ({ key }) => (key === undefined ? -1 : key >>> 0)),
    recorded: traffic.requests ? recordedArrivals(classes, traffic.requests) : null,
    seed,
  };
}

function recordedArrivals(classes: FleetModel["classes"], requests: readonly RecordedRequest[]): RecordedArrivals {
  const index = new Map(classes.map(({ name }, place) => [name, place]));
  return {
    at: Float64Array.from(requests, ({ at }) => at * 1000),
    kind: Uint8Array.from(requests, (request) => index.get(request.class) ?? 0),
    item: Int32Array.from(requests, ({ item = -1 }) => item),
    cost: Float64Array.from(requests, ({ cost = Number.NaN }) => cost),
  };
}

function fromTheStart(points: readonly RatePoint[]): readonly RatePoint[] {
  const first = points[0];
  if (first === undefined) return [{ t: 0, rate: 0 }];
  return first.t > 0 ? [{ t: 0, rate: first.rate }, ...points] : points;
}
