import { afterSilence, type SendAndRead } from "./change.ts";
import { meanAllocation } from "./cpu-allocation.ts";
import type { CpuQuota } from "./cpu-quota.ts";
import type { HostState, KnobHost } from "./knob.ts";
import { proxyLooker, scopeOf } from "./proxy-look.ts";

/** Reads HAProxy and quotas together, after sending what is to be changed. `lastMean` is the mean allocation last seen. */
export function hostReader(host: KnobHost): { readonly send: SendAndRead; lastMean(): number | null } {
  const looker = proxyLooker(host.config);
  let lastMean: number | null = null;
  return {
    async send(commands, knobs) {
      const look = looker(scopeOf(knobs));
      const replies = await host.api.send([...commands, ...look.commands]);
      const proxy = look.state(afterSilence(commands, replies));
      const state: HostState = { proxy, cores: await readCores(host.quotas) };
      if (proxy.servers.length > 0) lastMean = meanAllocation(state, host.config) ?? lastMean;
      return state;
    },
    lastMean: () => lastMean,
  };
}

async function readCores(quotas: ReadonlyMap<string, CpuQuota> | null): Promise<ReadonlyMap<string, number> | null> {
  if (quotas === null) return null;
  const entries = await Promise.all([...quotas].map(async ([name, quota]) => [name, await quota.read()] as const));
  return new Map(entries);
}
