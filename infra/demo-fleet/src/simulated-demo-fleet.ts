import type { FleetModel, RecordedRequest, RequestClass } from "@fleet-persona/simulator";
import { demoAttributes } from "./demo-attributes.ts";
import { relativeSize } from "./haproxy/target-config.ts";
import { MOST_UNDER_WAY } from "./load/open-loop.ts";
import { arrivals } from "./load/schedule.ts";
import { costShareOf } from "./origin/path-cost.ts";
import {
  BREACH,
  CACHE_TTL_S,
  CATALOGUE,
  CLASSES,
  CLIENT_TIMEOUT_MS,
  PARKED_CORES,
  QUEUE_TIMEOUT_MS,
  QUOTA_PERIOD_US,
  SERVERS,
} from "./sizing.ts";
import type { Trace } from "./trace/trace.ts";

/** What a machine adds to the model, measured on one; `pnpm bench fidelity` measures it anew. */
export type MachineFigures = {
  /** CPU that a request costs, as a share of what the sizing says. */
  readonly cpuFactor: number;
  /** How much of a core an origin that runs really gets: the rest is taken by whoever else runs on the machine. */
  readonly coreShare: number;
  /** ms that proxy, network and generator add to an answer of an origin, and to one of the cache. */
  readonly overheadMs: { readonly server: number; readonly cache: number };
};

/** As measured on the two cores this was made on. */
const USUAL_MACHINE: MachineFigures = { cpuFactor: 1, coreShare: 1, overheadMs: { server: 1, cache: 0.6 } };

/** The live demo fleet as the simulator sees it: every figure is the sizing's own. */
export function simulatedDemoFleet(machine: MachineFigures = USUAL_MACHINE): FleetModel {
  const items = Array.from({ length: CATALOGUE.items }, (_, item) => `/catalogue/${item}`);
  return {
    servers: SERVERS.map(({ name, share }) => ({
      name,
      size: relativeSize(share),
      weight: Math.round(share * 100),
    })),
    classes: [
      { ...classOf("catalogue", machine), cacheable: true, counts: "page", retryable: true, answerBytes: 1_900 },
      {
        ...classOf("search", machine),
        cacheable: false,
        counts: "search",
        retryable: true,
        // HAProxy hashes what stands before the question mark: all searches are one path.
        key: uriKey("/search"),
        answerBytes: 330,
      },
      {
        ...classOf("checkout", machine),
        cacheable: false,
        counts: "checkout",
        retryable: false,
        priority: -10,
        answerBytes: 330,
      },
    ],
    catalogue: { ...CATALOGUE, costs: items.map(costShareOf), keys: items.map(uriKey) },
    cache: { wholeSeconds: true },
    cacheTtlS: CACHE_TTL_S,
    cpu: { kind: "quota", periodMs: QUOTA_PERIOD_US / 1000 },
    discipline: "fifo",
    coresPerRequest: machine.coreShare,
    overheadMs: machine.overheadMs,
    queue: { limit: MOST_UNDER_WAY, timeoutMs: QUEUE_TIMEOUT_MS },
    clientTimeoutMs: CLIENT_TIMEOUT_MS,
    retries: 2,
    // Nothing checks the origins' health: who is sent to a lost one finds out for himself.
    lossNoticedAfterS: Number.MAX_SAFE_INTEGER,
    parkedCores: PARKED_CORES,
    attributes: demoAttributes,
    actuationDelayS: { hot: 0, drain: 0, restart: 1 },
    objective: BREACH,
    behaviour: {
      mobileShare: 0.45,
      sessionDepth: 6,
      conversion: 0.03,
      conversionLossPer100Ms: 0.07,
      revenuePerOrder: 60,
    },
    cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
  };
}

/** The very requests that the live load of this trace and seed sends, for the simulator. */
export function requestsOfLoad(trace: Trace, seed: number, seconds: number): readonly RecordedRequest[] {
  return Array.from(arrivals(trace, seed, seconds), ({ at, kind, path }) => ({
    at: at / 1000,
    class: kind,
    cost: costShareOf(path),
    ...(kind === "catalogue" ? { item: Number(path.slice(path.lastIndexOf("/") + 1)) } : {}),
  }));
}

function classOf(
  name: keyof typeof CLASSES,
  { cpuFactor }: MachineFigures,
): Pick<RequestClass, "name" | "share" | "service"> {
  const { share, cpuMs } = CLASSES[name];
  return { name, share, service: { kind: "uniform", mean: cpuMs * cpuFactor, spread: 0.5 } };
}

/** HAProxy's hash of a path (sdbm), by which `balance uri` finds a place on the ring. */
function uriKey(path: string): number {
  let hash = 0;
  for (let index = 0; index < path.length; index += 1)
    hash = (path.charCodeAt(index) + (hash << 6) + (hash << 16) - hash) | 0;
  return hash >>> 0;
}
