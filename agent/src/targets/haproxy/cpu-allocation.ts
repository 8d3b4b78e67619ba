import type { HaproxyServer, HaproxyTargetConfig } from "./config.ts";
import { cannot, offered, type HostState, type Knob } from "./knob.ts";

const TOLERANCE = 0.0005; // cores: a quota is kept in whole microseconds of its period

/** Mean cores a server, shared out by relative size and kept by the kernel. */
export const cpuAllocation: Knob = {
  name: "cpu_allocation",
  fractional: true,
  reads: "admin",
  offer({ config, quotas }) {
    const limit = config.limits.cpu_allocation;
    if (limit !== undefined && quotas !== null) return offered({ name: "cpu_allocation", kind: "range", ...limit });
    return cannot(
      limit === undefined
        ? "cpu_allocation: the target file gives no limits; add limits.cpu_allocation and each server's cgroup"
        : "cpu_allocation: this host gives no CPU quotas that the agent may write; give each server a cgroup it owns",
    );
  },
  read: (state, { config }) => meanAllocation(state, config) ?? 0,
  inForce: (value, state, { config }) =>
    config.servers.every((server) => {
      const cores = state.cores?.get(server.name) ?? 0;
      return !isReady(server, state) || Math.abs(cores - coresOf(server, Number(value))) <= TOLERANCE;
    }),
  commands: () => [],
  commandsBack: () => [],
  async prepare(value, state, { config, quotas }) {
    for (const server of config.servers)
      if (isReady(server, state)) await quotas?.get(server.name)?.write(coresOf(server, Number(value)));
  },
  // Shares that somebody set by hand go back to what they were, not to the mean.
  async prepareBack(before, { config, quotas }) {
    for (const [name, cores] of before.cores ?? []) if (!isParked(cores, config)) await quotas?.get(name)?.write(cores);
  },
};

/** Cores for one server at a given mean. */
export function coresOf(server: HaproxyServer, mean: number): number {
  return server.relative_size * mean;
}

/** Mean cores a server, from the servers that serve and are not parked; null when none tells. */
export function meanAllocation(state: HostState, config: HaproxyTargetConfig): number | null {
  if (state.cores === null || config.cgroup === null) return null;
  let cores = 0;
  let size = 0;
  for (const server of config.servers) {
    const own = state.cores.get(server.name) ?? 0;
    if (!isReady(server, state) || isParked(own, config)) continue;
    cores += own;
    size += server.relative_size;
  }
  return size === 0 ? null : cores / size;
}

/** A quota this small is one that a drained server was left with. */
export function isParked(cores: number, config: HaproxyTargetConfig): boolean {
  return config.cgroup !== null && cores <= config.cgroup.parked_cores * 1.5;
}

function isReady(server: HaproxyServer, { proxy }: HostState): boolean {
  return proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
}
