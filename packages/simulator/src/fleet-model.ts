import type { Attribute } from "@fleet-persona/persona";

/** How long something takes on one whole core, ms; `mean` is always the mean of the distribution. */
export type ServiceTime =
  | { readonly kind: "constant"; readonly mean: number }
  | { readonly kind: "exponential"; readonly mean: number }
  /** Uniform between mean × (1 - spread) and mean × (1 + spread). */
  | { readonly kind: "uniform"; readonly mean: number; readonly spread: number }
  | { readonly kind: "lognormal"; readonly mean: number; readonly sigma: number }
  /** Pareto with this shape (> 1), cut off at `cutoff` × mean. */
  | { readonly kind: "pareto"; readonly mean: number; readonly shape: number; readonly cutoff: number };

/** One kind of request. `share` of all requests; shares add up to one. */
export type RequestClass = {
  readonly name: string;
  readonly share: number;
  readonly service: ServiceTime;
  /** Whether the shared cache may answer it; its key is a catalogue item. */
  readonly cacheable: boolean;
  /** What it counts as for behaviour signals and KPIs. */
  readonly counts: "page" | "search" | "checkout";
  /** Safe to send to another server when one fails. */
  readonly retryable: boolean;
  /** Lower goes first in the queue, as HAProxy's `set-priority-class`; default 0. */
  readonly priority?: number;
  /** The one key, 32 bits, by which all its requests are balanced by hash; default: one of their own each, or their item's. */
  readonly key?: number;
  /** Size of an answer, for `throughput`, which is absent where no class says. */
  readonly answerBytes?: number;
};

/** A server: `size` relative to the mean of all, so that it has cpu_allocation × size cores. */
export type ServerModel = {
  readonly name: string;
  readonly size: number;
  /** For balancing, a whole number from 1 to 256 as in HAProxy; default: in proportion to the size, the largest 100. */
  readonly weight?: number;
};

/** How a server spends its cores: continuously, or at full speed until the quota of a period is spent (Linux CFS). */
export type CpuModel = { readonly kind: "fluid" } | { readonly kind: "quota"; readonly periodMs: number };

/** What a fleet costs; the sum of its parts, in the unit the tenant likes (core-seconds by default: `perCoreSecond` 1). */
export type CostModel = {
  readonly perCoreSecond: number;
  /** Paid for each server in service, whole blocks of `minimumBillingS` since it was taken into service. */
  readonly perServerSecond: number;
  readonly minimumBillingS: number;
  /** Paid for each second in breach of the objective. */
  readonly perBreachSecond: number;
};

/** What compressing an answer does, where `compression` is an attribute (boolean, or `off` | `on`). */
export type CompressionModel = {
  /** Bytes that are left of one. */
  readonly ratio: number;
  /** Milliseconds that the proxy spends on an answer. */
  readonly overheadMs: number;
  /** Milliseconds a mobile visitor waits for the bytes of a page that is not compressed; they count for conversion alone. */
  readonly mobileTransferMs: number;
};

/** Who comes and what they do when it is slow. */
export type BehaviourModel = {
  /** Share of requests from mobile clients, 0..1, before traffic says otherwise. */
  readonly mobileShare: number;
  /** Pages a visitor asks for, mean of a geometric distribution. */
  readonly sessionDepth: number;
  /** Share of sessions that buy when answers take no time, 0..1. */
  readonly conversion: number;
  /** Share of the conversion lost with each 100 ms of p95 (exponential decay). */
  readonly conversionLossPer100Ms: number;
  readonly revenuePerOrder: number;
};

/** The whole fleet as the simulator sees it. */
export type FleetModel = {
  readonly servers: readonly ServerModel[];
  readonly classes: readonly RequestClass[];
  readonly catalogue: {
    readonly items: number;
    readonly exponent: number;
    /** What each item costs, as a share of its class's mean; without it each request for it is drawn. */
    readonly costs?: ArrayLike<number>;
    /** Each item's key for balancing by hash, 32 bits. */
    readonly keys?: ArrayLike<number>;
  };
  /** Items that the cache can hold (the one used longest ago makes room), and whether it counts whole seconds as HAProxy's does. */
  readonly cache?: { readonly capacity?: number; readonly wholeSeconds?: boolean };
  /** Seconds that each choice of `caching_strategy` keeps a page; 0 = not at all. `cache_ttl`, where it is an attribute, comes before. */
  readonly cacheTtlS: Readonly<Record<string, number>>;
  readonly cpu: CpuModel;
  /** How a server shares its cores among its requests. */
  readonly discipline: "processor-sharing" | "fifo";
  /** Cores one request can use at a time: 1 for a single thread. */
  readonly coresPerRequest: number;
  /** Milliseconds that proxy and network add to an answer of a server, and to one of the cache. */
  readonly overheadMs: { readonly server: number; readonly cache: number };
  /** Requests that may wait for each server's turn in all, and how long; `queue_limit` and `request_timeout` come before where they are attributes. */
  readonly queue: { readonly limit: number; readonly timeoutMs: number };
  readonly clientTimeoutMs: number;
  readonly retries: number;
  /** Seconds until the proxy knows that a server is lost, or back; meanwhile each try at it costs a retry. Default 0. */
  readonly lossNoticedAfterS?: number;
  /** Cores that a server keeps when it is drained and empty; default 0. */
  readonly parkedCores?: number;
  /** Seconds from when a server is taken into service, and paid for, until it serves; default 0. */
  readonly startUpS?: number;
  readonly compression?: CompressionModel;
  /** The search space, with the values everything starts from. */
  readonly attributes: readonly Attribute[];
  /** Seconds until a change of this cost class is in force. */
  readonly actuationDelayS: Readonly<Record<Attribute["cost"], number>>;
  /** A second in which p95 is over this or more than this share fails is a breach second. */
  readonly objective: { readonly p95Ms: number; readonly errorShare: number };
  readonly behaviour: BehaviourModel;
  readonly cost: CostModel;
};
