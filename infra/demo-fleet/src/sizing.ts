/** Every figure that makes the demo fleet measurable on two cores, in one place; see README for how they were found. */

/** Origins from large to small; shares of the fleet's cores. */
export const SERVERS = [
  { name: "o1", share: 0.25 },
  { name: "o2", share: 0.2 },
  { name: "o3", share: 0.15 },
  { name: "o4", share: 0.1 },
] as const;

/** Mean cores a server: 0.70 cores in all by default, 1.15 at most, 0.40 at least. */
export const CPU_ALLOCATION = { min: 0.1, max: 0.2875, default: 0.175 } as const;

/** 10 ms made calm latency worse: Node needs more than its slice for one request. */
export const QUOTA_PERIOD_US = 100_000;

/** What a drained server keeps. */
export const PARKED_CORES = 0.01;

export const MAX_CONNECTIONS = { min: 1, max: 16, default: 2 } as const;
export const ACTIVE_SERVERS = { min: 2, max: 4, default: 4 } as const;

/** Seconds a catalogue page may be old. More is cheaper and staler: that is why the default is not `long`. */
export const CACHE_TTL_S = { off: 0, micro: 1, short: 5, long: 30 } as const;
export type CacheStrategy = keyof typeof CACHE_TTL_S;
export const DEFAULT_CACHE: CacheStrategy = "short";

export const ALGORITHMS = ["roundrobin", "leastconn", "random2", "uri_hash"] as const;
export const DEFAULT_ALGORITHM = "leastconn";

/** What people ask for: share of all requests, and CPU milliseconds an origin spends on one (the Node around it included). */
export const CLASSES = {
  catalogue: { share: 0.7, cpuMs: 2.2 },
  search: { share: 0.2, cpuMs: 5 },
  checkout: { share: 0.1, cpuMs: 3.2 },
} as const;
export type RequestClass = keyof typeof CLASSES;

/** About what Node itself spends on one request, ms: the busy computation makes up the rest. */
export const NODE_OVERHEAD_MS = 0.35;

/** Catalogue items and the exponent of their popularity (Zipf). */
export const CATALOGUE = { items: 3_000, exponent: 0.9 } as const;

/** Requests a second that people send: an ordinary hour's mean, and the height of the flash crowd. */
export const TRAFFIC = { calm: 180, campaign: 225, flash: 430 } as const;

/** A second is in breach when p95 is over this or more than this share of its requests failed. */
export const BREACH = { p95Ms: 150, errorShare: 0.01 } as const;

/** A request nobody waits for any longer, in the queue of HAProxy and at the client, ms. */
export const QUEUE_TIMEOUT_MS = 1_500;
export const CLIENT_TIMEOUT_MS = 4_000;

/** Fewer breach seconds than this under the default configuration say nothing about who is better. */
export const FEWEST_DEFAULT_BREACHES = 10;

export const WARMUP_S = 10;
