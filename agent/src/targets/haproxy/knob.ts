import type { AttributeValue } from "@fleet-persona/persona";
import type { SteerableAttribute } from "../target.ts";
import type { HaproxyMap, HaproxyServer, HaproxyTargetConfig } from "./config.ts";
import type { CpuQuota } from "./cpu-quota.ts";
import type { FileKeeper } from "./file-keeper.ts";
import type { RuntimeApi } from "./runtime-api.ts";
import type { ProxyState } from "./server-state.ts";

/** Everything a knob may look at: what HAProxy says, and the cores each server may use (null where there are no quotas). */
export type HostState = { readonly proxy: ProxyState; readonly cores: ReadonlyMap<string, number> | null };

/** What knobs act through. `quotas` is null where the host offers no CPU quotas. */
export type KnobHost = {
  readonly config: HaproxyTargetConfig;
  readonly api: RuntimeApi;
  readonly quotas: ReadonlyMap<string, CpuQuota> | null;
  readonly files: FileKeeper;
};

/** A knob on this host, or the sentence that says why there is none and what to add. */
export type Offer =
  | { readonly kind: "offered"; readonly attribute: SteerableAttribute }
  | { readonly kind: "cannot"; readonly because: string };

/**
 * One attribute of the HAProxy target: how it is read, whether it is in force, how it is changed. What HAProxy itself must do
 * is given as Runtime API commands that answer nothing, so that a change and its read-back travel together.
 */
export type Knob = {
  readonly name: string;
  /** Numbers between the whole ones are values too. */
  readonly fractional?: boolean;
  /** What must be read to know it: its map, what servers were told to be, or their statistics too. */
  readonly reads: HaproxyMap | "admin" | "statistics";
  offer(host: KnobHost, state: HostState): Offer;
  read(state: HostState, host: KnobHost): AttributeValue;
  /** Whether the value is in force everywhere, on every copy of every server. */
  inForce(value: AttributeValue, state: HostState, host: KnobHost): boolean;
  commands(value: AttributeValue, state: HostState, host: KnobHost): readonly string[];
  /** Commands that put back what `before` shows, which may be more than its value says. */
  commandsBack(before: HostState, host: KnobHost): readonly string[];
  /** What happens on this host before the commands go out. */
  prepare?(value: AttributeValue, state: HostState, host: KnobHost): Promise<void>;
  prepareBack?(before: HostState, host: KnobHost): Promise<void>;
  /** Writes what is in force where HAProxy reads it at its next start. */
  keep?(value: AttributeValue, state: HostState, host: KnobHost): Promise<void> | void;
};

export const cannot = (because: string): Offer => ({ kind: "cannot", because });
export const offered = (attribute: SteerableAttribute): Offer => ({ kind: "offered", attribute });

/** The servers from the largest to the smallest; equals keep the order of the file. */
export function bySize(config: HaproxyTargetConfig): readonly HaproxyServer[] {
  return [...config.servers].sort((a, b) => b.relative_size - a.relative_size);
}
