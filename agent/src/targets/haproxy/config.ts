import { z } from "zod";

/** The key that is switched in both maps. */
export const MAP_KEY = "current";

const cores = z.number().positive().max(1024);
const count = z.number().int().positive().max(65_536);
const ordered = ({ min, max }: { min: number; max: number }) => min <= max;
const coreRange = z.strictObject({ min: cores, max: cores }).refine(ordered, "min is above max");
const countRange = z.strictObject({ min: count, max: count }).refine(ordered, "min is above max");

const serverSchema = z.strictObject({
  name: z.string().regex(/^[A-Za-z0-9_.:-]+$/),
  /** This server's share of the mean: it gets `cpu_allocation` times this, and the largest stay when servers are drained. */
  relative_size: z.number().positive(),
  /** Folder with the CPU quota: of the cpu controller in version 1, of the group in version 2. */
  cgroup: z.string().startsWith("/").optional(),
  /** Folder with `cpuacct.usage`, where version 1 mounts it apart from the cpu controller. */
  cpuacct: z.string().startsWith("/").optional(),
});

/**
 * The host's own description of one HAProxy: where it listens, what it calls things, and how far it may be moved.
 * Only a local file gives it; neither hub nor Persona can name a socket, a path or a command.
 */
export const haproxyTargetSchema = z.strictObject({
  kind: z.literal("haproxy"),
  name: z.string().min(1).default("haproxy"),
  stats_socket: z.string().startsWith("/"),
  /** Ring that receives one line a request; the format is `LOG_FORMAT` in the collectors. */
  ring: z.string().regex(/^[A-Za-z0-9_.:-]+$/),
  /** Map files by the names HAProxy knows them; each holds the key `current`. */
  maps: z.strictObject({ algorithm: z.string().min(1), cache: z.string().min(1) }),
  servers: z.array(serverSchema).min(1),
  /** One backend per algorithm, each with a copy of every server. */
  backends: z
    .array(z.strictObject({ name: z.string().regex(/^[A-Za-z0-9_.:-]+$/), algorithm: z.string().min(1) }))
    .min(1),
  /** Frontend whose counters are the service's own. */
  frontend: z.string().regex(/^[A-Za-z0-9_.:-]+$/),
  cgroup: z
    .strictObject({
      version: z.union([z.literal(1), z.literal(2)]),
      period_us: z.number().int().min(1_000).max(1_000_000).default(100_000),
      /** What a drained server keeps, in cores, so that it still answers health checks. */
      parked_cores: cores.default(0.01),
    })
    .nullable(),
  cache_strategies: z.array(z.string().min(1)).min(1).default(["off", "micro", "short", "long"]),
  limits: z.strictObject({
    cpu_allocation: coreRange.optional(),
    max_connections: countRange,
    active_servers: countRange,
  }),
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
