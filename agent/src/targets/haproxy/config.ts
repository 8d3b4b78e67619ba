import { z } from "zod";

/** The key that is switched in every map. */
export const MAP_KEY = "current";

const proxyName = z.string().regex(/^[A-Za-z0-9_.:-]+$/);
/** One word of a Runtime API command. */
const word = z.string().regex(/^[^\s;\\]+$/, "must be one word without semicolon and backslash");
const cores = z.number().positive().max(1024);
const count = z.number().int().positive().max(1_000_000);
const seconds = z.number().min(0.001).max(86_400);
const range = (value: z.ZodNumber) =>
  z.strictObject({ min: value, max: value }).refine(({ min, max }) => min <= max, "min is above max");

const serverSchema = z.strictObject({
  name: proxyName,
  /** This server's share of the mean: it gets `cpu_allocation` times this, and the largest stay when servers are drained. */
  relative_size: z.number().positive().default(1),
  /** Folder with the CPU quota: of the cpu controller in version 1, of the group in version 2. */
  cgroup: z.string().startsWith("/").optional(),
  /** Folder with `cpuacct.usage`, where version 1 mounts it apart from the cpu controller. */
  cpuacct: z.string().startsWith("/").optional(),
});

const backendSchema = z.strictObject({
  name: proxyName,
  /** What the algorithm map calls it; absent where the map does not choose it. */
  algorithm: word.optional(),
  /** `static` where `balance` builds a table (hash-type map-based, static-rr, first): such a backend takes only 0 % and 100 %. */
  weights: z.enum(["dynamic", "static"]).default("dynamic"),
});

/** Map files by the names HAProxy knows them; each holds the key `current`. A map that is not named is an attribute that is not offered. */
const mapsSchema = z.strictObject({
  algorithm: word.optional(),
  cache: word.optional(),
  /** Whole seconds. */
  cache_ttl: word.optional(),
  /** Requests. */
  queue_limit: word.optional(),
  /** Whole milliseconds. */
  request_timeout: word.optional(),
  /** `on` or `off`. */
  compression: word.optional(),
});

/** How far each number may be moved; seconds for `request_timeout` and `cache_ttl`, HAProxy's 1..256 for `weight`. */
const limitsSchema = z.strictObject({
  cpu_allocation: range(cores).optional(),
  max_connections: range(count).optional(),
  active_servers: range(count).optional(),
  weight: range(z.number().int().min(1).max(256)).optional(),
  queue_limit: range(count).optional(),
  request_timeout: range(seconds).optional(),
  cache_ttl: range(z.number().int().min(1).max(31_536_000)).optional(),
});

/**
 * The host's own description of one HAProxy: where it listens, what it calls things, and how far it may be moved.
 * Only a local file gives it; neither hub nor Persona can name a socket, a path or a command.
 */
export const haproxyTargetSchema = z.strictObject({
  kind: z.literal("haproxy"),
  name: z.string().min(1).default("haproxy"),
  stats_socket: z.string().startsWith("/"),
  /** Ring that receives one line a request. */
  ring: proxyName.optional(),
  /** How the ring's lines look: `LOG_FORMAT`, or HAProxy's own `option httplog`. */
  log_format: z.enum(["fleet", "httplog"]).default("fleet"),
  maps: mapsSchema.default({}),
  servers: z.array(serverSchema).min(1),
  /** Every backend over these servers, each with a copy of every server; one per algorithm where a map chooses. */
  backends: z.array(backendSchema).min(1),
  /** Frontend whose counters are the service's own; absent means the sum of the backends. */
  frontend: proxyName.optional(),
  cgroup: z
    .strictObject({
      version: z.union([z.literal(1), z.literal(2)]),
      period_us: z.number().int().min(1_000).max(1_000_000).default(100_000),
      /** What a drained server keeps, in cores, so that it still answers health checks. */
      parked_cores: cores.default(0.01),
    })
    .nullable()
    .default(null),
  cache_strategies: z.array(word).min(1).default(["off", "micro", "short", "long"]),
  limits: limitsSchema.default({}),
  /** HAProxy's own `server-state-file`: drains and weights are written there after a change, so that they outlive a restart. */
  server_state_file: z.string().startsWith("/").optional(),
  /** Request paths by which the behaviour signals are counted; absent means the signal is not offered. */
  behaviour: z
    .strictObject({
      search_path: z.string().startsWith("/").optional(),
      checkout_path: z.string().startsWith("/").optional(),
    })
    .default({}),
});

export type HaproxyTargetConfig = z.infer<typeof haproxyTargetSchema>;
export type HaproxyServer = HaproxyTargetConfig["servers"][number];
export type HaproxyMap = keyof HaproxyTargetConfig["maps"];

/** The maps that the host's file names, with HAProxy's name for each. */
export function namedMaps(config: HaproxyTargetConfig): readonly (readonly [HaproxyMap, string])[] {
  return (Object.entries(config.maps) as [HaproxyMap, string | undefined][]).flatMap(([map, file]) =>
    file === undefined ? [] : [[map, file] as const],
  );
}
