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

/** A knob on this host, or the sentence that says why there is none and what to add. */
export type Offer =
  | { readonly kind: "offered"; readonly attribute: SteerableAttribute }
  | { readonly kind: "cannot"; readonly because: string };

/** One attribute of the HAProxy target: how it is read, whether it is in force, how it is written. */
export type Knob = {
  readonly name: string;
  /** Numbers between the whole ones are values too. */
  readonly fractional?: boolean;
  offer(host: KnobHost, state: HostState): Offer;
  read(state: HostState, host: KnobHost): AttributeValue;
  /** Whether the value is in force everywhere, on every copy of every server. */
  inForce(value: AttributeValue, state: HostState, host: KnobHost): boolean;
  write(value: AttributeValue, state: HostState, host: KnobHost): Promise<void>;
  /** Puts back what `before` shows, where that says more than the value does; default: writes the value it reads there. */
  restore?(before: HostState, host: KnobHost): Promise<void>;
  /** Writes what is in force where HAProxy reads it at its next start. */
  keep?(value: AttributeValue, host: KnobHost): Promise<void>;
};

export const cannot = (because: string): Offer => ({ kind: "cannot", because });
export const offered = (attribute: SteerableAttribute): Offer => ({ kind: "offered", attribute });

/** The servers from the largest to the smallest; equals keep the order of the file. */
export function bySize(config: HaproxyTargetConfig): readonly HaproxyServer[] {
  return [...config.servers].sort((a, b) => b.relative_size - a.relative_size);
}
