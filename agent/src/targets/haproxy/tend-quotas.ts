import { coresOf, isParked, meanAllocation } from "./cpu-allocation.ts";
import { bySize, type HostState, type KnobHost } from "./knob.ts";

/**
 * Makes quotas follow what the servers do: one that is drained and empty is parked, one that serves is never left parked
 * (HAProxy restarted, and every server came back ready). `lastMean` is the mean allocation last seen, for when no server tells.
 */
export async function tendQuotas(state: HostState, host: KnobHost, lastMean: number | null): Promise<void> {
  const { config, quotas } = host;
  const mean = meanAllocation(state, config) ?? lastMean;
  if (quotas === null || state.cores === null || config.cgroup === null || mean === null) return;
  const readyCount = state.proxy.servers.filter((server) => server.ready).length;
  const smallest = bySize(config).slice(readyCount);
  for (const server of config.servers) {
    const own = state.proxy.servers.find((candidate) => candidate.name === server.name);
    const cores = state.cores.get(server.name) ?? 0;
    if (own?.ready === true && isParked(cores, config)) {
      await quotas.get(server.name)?.write(coresOf(server, mean));
    }
    // Someone else's drain (a large server, by hand) is not ours to starve.
    if (own?.ready === false && own.sessions === 0 && !isParked(cores, config) && smallest.includes(server)) {
      await quotas.get(server.name)?.write(config.cgroup.parked_cores);
    }
  }
}
