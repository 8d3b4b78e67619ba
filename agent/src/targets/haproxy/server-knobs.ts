import type { AttributeValue } from "@fleet-persona/persona";
import { TargetError } from "../target-error.ts";
import type { HaproxyServer } from "./config.ts";
import { coresOf, meanAllocation } from "./cpu-allocation.ts";
import { keepServerState } from "./keep-server-state.ts";
import { bySize, cannot, offered, type HostState, type Knob, type KnobHost } from "./knob.ts";
import { copiesOf, eachCopy } from "./server-copies.ts";
import type { ServerState } from "./server-state.ts";

/** Requests at once a server; the same on every copy. HAProxy keeps it in no file: after a restart it is set again. */
export const maxConnections: Knob = {
  name: "max_connections",
  reads: "statistics",
  offer({ config }, { proxy }) {
    const limit = config.limits.max_connections;
    if (limit === undefined)
      return cannot("max_connections: the target file gives no limits; add limits.max_connections");
    const open = proxy.servers.find(({ copies }) => copies.some((copy) => copy.maxConnections === 0));
    if (open !== undefined)
      return cannot(`max_connections: server ${open.name} has no limit to move; add maxconn to it in every backend`);
    return offered({ name: "max_connections", kind: "range", ...limit });
  },
  read: ({ proxy }) => Math.max(0, ...proxy.servers.map((server) => server.main.maxConnections)),
  inForce: (value, { proxy }) =>
    proxy.servers.every(({ copies }) => copies.every((copy) => copy.maxConnections === value)),
  commands: (value, _state, { config }) =>
    config.servers.flatMap((server) =>
      copiesOf(server.name, config).map((copy) => `set maxconn server ${copy} ${String(value)}`),
    ),
  commandsBack: ({ proxy }) =>
    eachCopy(proxy.servers, (name, copy) => `set maxconn server ${name} ${copy.maxConnections}`),
};

/** How many servers take requests; the smallest are drained first. What somebody put into maintenance is left alone. */
export const activeServers: Knob = {
  name: "active_servers",
  reads: "admin",
  offer({ config }) {
    const limit = config.limits.active_servers;
    if (limit === undefined)
      return cannot("active_servers: the target file gives no limits; add limits.active_servers");
    const max = Math.min(limit.max, config.servers.length);
    return offered({ name: "active_servers", kind: "range", min: Math.min(limit.min, max), max });
  },
  read: ({ proxy }) => proxy.servers.filter((server) => server.ready).length,
  inForce: (value, { proxy }) =>
    proxy.servers.every(({ copies, ready }) => copies.every((copy) => (copy.admin === "ready") === ready)) &&
    proxy.servers.filter((server) => server.ready).length === value,
  // A server that comes back needs its cores before its first request, not after.
  prepare: (value, state, host) => restoreCores(chooseServers(Number(value), state, host).keep, state, host),
  commands(value, state, host) {
    const { keep, drain } = chooseServers(Number(value), state, host);
    const command = (name: string, to: string) =>
      copiesOf(name, host.config).map((copy) => `set server ${copy} state ${to}`);
    return [
      ...keep.flatMap(({ name }) => command(name, "ready")),
      ...drain.flatMap(({ name }) => command(name, "drain")),
    ];
  },
  async prepareBack(before, host) {
    const ready = before.proxy.servers.filter((server) => server.ready).map(({ name }) => name);
    const now = host.config.servers.filter(({ name }) => ready.includes(name));
    await restoreCores(now, before, host, true);
  },
  commandsBack: ({ proxy }) =>
    eachCopy(
      proxy.servers.filter((server) => !isInMaintenance(server)),
      (name, copy) => `set server ${name} state ${copy.told}`,
    ),
  keep: (_value: AttributeValue, state, host) => keepServerState(state, host),
};

const isInMaintenance = ({ copies }: ServerState) => copies.some((copy) => copy.admin === "maint");

function chooseServers(count: number, { proxy }: HostState, { config }: KnobHost) {
  const inMaintenance = new Set(proxy.servers.filter(isInMaintenance).map(({ name }) => name));
  const usable = bySize(config).filter(({ name }) => !inMaintenance.has(name));
  if (usable.length < count)
    throw new TargetError(
      "refused",
      `active_servers ${count} would need ${[...inMaintenance].join(", ")}, which somebody put into maintenance`,
    );
  return { keep: usable.slice(0, count), drain: usable.slice(count) };
}

async function restoreCores(
  servers: readonly HaproxyServer[],
  state: HostState,
  { config, quotas }: KnobHost,
  readyToo = false,
): Promise<void> {
  const mean = meanAllocation(state, config);
  if (quotas === null || mean === null) return;
  for (const server of servers) {
    const ready = state.proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
    if (ready && !readyToo) continue;
    const cores = ready ? (state.cores?.get(server.name) ?? coresOf(server, mean)) : coresOf(server, mean);
    await quotas.get(server.name)?.write(cores);
  }
}
