import {
  bySize,
  copiesOf,
  coresOf,
  isParked,
  meanAllocation,
  type HostState,
  type Knob,
  type KnobHost,
} from "./knob.ts";
import { sendCommands } from "./runtime-api.ts";

export const maxConnections: Knob = {
  name: "max_connections",
  steerable: ({ config }) => ({ name: "max_connections", kind: "range", ...config.limits.max_connections }),
  read: ({ proxy }) => Math.max(0, ...proxy.servers.map((server) => server.maxConnections)),
  inForce: (value, { proxy }) =>
    proxy.servers.every((server) => server.maxConnectionsAgreed && server.maxConnections === value),
  write: (value, _state, { api, config }) =>
    sendCommands(
      api,
      config.servers.flatMap((server) =>
        copiesOf(server.name, config).map((copy) => `set maxconn server ${copy} ${String(value)}`),
      ),
    ),
};

export const activeServers: Knob = {
  name: "active_servers",
  steerable: ({ config }) => {
    const { min, max } = config.limits.active_servers;
    return { name: "active_servers", kind: "range", min, max: Math.min(max, config.servers.length) };
  },
  read: ({ proxy }) => proxy.servers.filter((server) => server.ready).length,
  inForce: (value, { proxy }) =>
    proxy.servers.every((server) => server.agreed) && proxy.servers.filter((server) => server.ready).length === value,
  async write(value, state, host) {
    const ranked = bySize(host.config).map((server) => server.name);
    const keep = ranked.slice(0, Number(value));
    const drain = ranked.slice(Number(value));
    // A server that comes back needs its cores before its first request, not after.
    await restoreCores(keep, state, host);
    await sendCommands(host.api, [
      ...keep.flatMap((name) => copiesOf(name, host.config).map((copy) => `set server ${copy} state ready`)),
      ...drain.flatMap((name) => copiesOf(name, host.config).map((copy) => `set server ${copy} state drain`)),
    ]);
  },
};

async function restoreCores(names: readonly string[], state: HostState, { config, quotas }: KnobHost): Promise<void> {
  const mean = meanAllocation(state, config);
  if (quotas === null || mean === null) return;
  for (const server of config.servers) {
    const ready = state.proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
    if (names.includes(server.name) && !ready) await quotas.get(server.name)?.write(coresOf(server, mean));
  }
}

const TOLERANCE = 0.0005; // cores: a quota is kept in whole microseconds of its period

export const cpuAllocation: Knob = {
  name: "cpu_allocation",
  steerable: ({ config }) => ({
    name: "cpu_allocation",
    kind: "range",
    ...(config.limits.cpu_allocation ?? { min: 0, max: 0 }),
  }),
  read: (state, { config }) => meanAllocation(state, config) ?? 0,
  inForce: (value, state, { config }) =>
    config.servers.every((server) => {
      const ready = state.proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
      return !ready || Math.abs((state.cores?.get(server.name) ?? 0) - coresOf(server, Number(value))) <= TOLERANCE;
    }),
  async write(value, state, { config, quotas }) {
    for (const server of config.servers) {
      const ready = state.proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
      if (ready) await quotas?.get(server.name)?.write(coresOf(server, Number(value)));
    }
  },
  // Shares that somebody set by hand go back to what they were, not to the mean.
  async restore(before, { config, quotas }) {
    for (const [name, cores] of before.cores ?? []) if (!isParked(cores, config)) await quotas?.get(name)?.write(cores);
  },
};
