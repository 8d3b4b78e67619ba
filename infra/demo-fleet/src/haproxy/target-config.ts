import { haproxyTargetSchema, type HaproxyTargetConfig } from "@fleet-persona/agent";
import type { FleetCgroups } from "../cpu/fleet-cgroups.ts";
import {
  ACTIVE_SERVERS,
  ALGORITHMS,
  CACHE_TTL_S,
  CPU_ALLOCATION,
  MAX_CONNECTIONS,
  PARKED_CORES,
  QUOTA_PERIOD_US,
  SERVERS,
} from "../sizing.ts";
import { backendOf, FRONTEND, RING, type ProxyFiles } from "./config-text.ts";

/** A server's cores at a mean of one core: shares are what they are at the default. */
export function relativeSize(share: number): number {
  return Math.round((share / CPU_ALLOCATION.default) * 1e6) / 1e6;
}

/** What the agent on this host is told about the fleet: the host's own target file. */
export function targetConfig(files: ProxyFiles, cgroups: FleetCgroups | null): HaproxyTargetConfig {
  return haproxyTargetSchema.parse({
    kind: "haproxy",
    name: "demo-fleet",
    stats_socket: files.socket,
    ring: RING,
    maps: { algorithm: files.algorithmMap, cache: files.cacheMap },
    frontend: FRONTEND,
    servers: SERVERS.map(({ name, share }) => ({
      name,
      relative_size: relativeSize(share),
      ...cgroups?.groups.get(name),
    })),
    backends: ALGORITHMS.map((algorithm) => ({ name: backendOf(algorithm), algorithm })),
    cgroup: cgroups ? { version: cgroups.version, period_us: QUOTA_PERIOD_US, parked_cores: PARKED_CORES } : null,
    cache_strategies: Object.keys(CACHE_TTL_S),
    limits: {
      ...(cgroups ? { cpu_allocation: { min: CPU_ALLOCATION.min, max: CPU_ALLOCATION.max } } : {}),
      max_connections: { min: MAX_CONNECTIONS.min, max: MAX_CONNECTIONS.max },
      active_servers: { min: ACTIVE_SERVERS.min, max: ACTIVE_SERVERS.max },
    },
    behaviour: { search_path: "/search", checkout_path: "/checkout" },
  });
}
