import type { AttributeValue } from "@fleet-persona/persona";
import type { SteerableAttribute } from "../target.ts";
import type { HaproxyServer, HaproxyTargetConfig } from "./config.ts";
import type { CpuQuota } from "./cpu-quota.ts";
import type { RuntimeApi } from "./runtime-api.ts";
import type { ProxyState } from "./server-state.ts";

/** Everything a knob may look at: what HAProxy says, and the cores each server may use (null where there are no quotas). */
export type HostState = { readonly proxy: ProxyState; readonly cores: ReadonlyMap<string, number> | null };

/** What knobs act through. `quotas` is null where the host offers no CPU quotas. */
export type KnobHost = {
  readonly config: HaproxyTargetConfig;
  readonly api: RuntimeApi;
  readonly quotas: ReadonlyMap<string, CpuQuota> | null;
};

/** One attribute of the HAProxy target: how it is read, whether it is in force, how it is written. */
export type Knob = {
  readonly name: string;
  steerable(host: KnobHost): SteerableAttribute;
  read(state: HostState, host: KnobHost): AttributeValue;
  /** Whether the value is in force everywhere, on every copy of every server. */
  inForce(value: AttributeValue, state: HostState, host: KnobHost): boolean;
  write(value: AttributeValue, state: HostState, host: KnobHost): Promise<void>;
  /** Puts back what `before` shows, where that says more than the value does; default: writes the value it reads there. */
  restore?(before: HostState, host: KnobHost): Promise<void>;
};

/** The servers from the largest to the smallest; equals keep the order of the file. */
export function bySize(config: HaproxyTargetConfig): readonly HaproxyServer[] {
  return [...config.servers].sort((a, b) => b.relative_size - a.relative_size);
}

/** Every copy of a server as HAProxy names it. */
export function copiesOf(server: string, config: HaproxyTargetConfig): string[] {
  return config.backends.map((backend) => `${backend.name}/${server}`);
}

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
    const ready = state.proxy.servers.find((candidate) => candidate.name === server.name)?.ready ?? false;
    if (!ready || isParked(own, config)) continue;
    cores += own;
    size += server.relative_size;
  }
  return size === 0 ? null : cores / size;
}

/** A quota this small is one that a drained server was left with. */
export function isParked(cores: number, config: HaproxyTargetConfig): boolean {
  return config.cgroup !== null && cores <= config.cgroup.parked_cores * 1.5;
}
