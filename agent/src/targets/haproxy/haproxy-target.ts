import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue } from "@fleet-persona/persona";
import { haproxyCollectors, type HaproxyCollectors } from "../../collectors/haproxy/haproxy-collectors.ts";
import type { Target, Undo } from "../target.ts";
import { TargetError } from "../target-error.ts";
import type { HaproxyTargetConfig } from "./config.ts";
import { cpuAllocation, meanAllocation } from "./cpu-allocation.ts";
import { cpuQuota, type CpuQuota } from "./cpu-quota.ts";
import { describeHost } from "./describe-host.ts";
import type { HostState, Knob, KnobHost } from "./knob.ts";
import {
  cacheTtl,
  cachingStrategy,
  compression,
  loadBalancingAlgorithm,
  queueLimit,
  requestTimeout,
} from "./map-knob.ts";
import { planMoves } from "./plan-moves.ts";
import { restartWatch } from "./restart-watch.ts";
import { runtimeApi } from "./runtime-api.ts";
import { readProxy } from "./server-state.ts";
import { activeServers, maxConnections } from "./server-knobs.ts";
import { tendQuotas } from "./tend-quotas.ts";
import { weightKnob } from "./weight-knob.ts";

/** Opens the target: reads which quotas this host offers and attaches to the log ring. HAProxy need not be up yet. */
export async function openHaproxyTarget(config: HaproxyTargetConfig): Promise<Target> {
  const host: KnobHost = { config, api: runtimeApi(config.stats_socket), quotas: await usableQuotas(config) };
  return haproxyTarget(host, haproxyCollectors(host));
}

/** In the order in which capacity is added. */
function knobsOf({ servers }: HaproxyTargetConfig): readonly Knob[] {
  return [
    cpuAllocation,
    activeServers,
    maxConnections,
    ...servers.map(weightKnob),
    loadBalancingAlgorithm,
    cachingStrategy,
    cacheTtl,
    queueLimit,
    requestTimeout,
    compression,
  ];
}

function haproxyTarget(host: KnobHost, collectors: HaproxyCollectors): Target {
  const { config } = host;
  const knobs = knobsOf(config);
  const oneAtATime = queue();
  const watch = restartWatch();
  let lastMean: number | null = null;
  // Observing must never change a host that nobody was allowed to change: in shadow no step is applied.
  let hasActed = false;

  const readState = async (): Promise<HostState> => {
    const proxy = await readProxy(host.api, config);
    const state = { proxy, cores: await readCores(host.quotas) };
    lastMean = meanAllocation(state, config) ?? lastMean;
    return state;
  };
  const look = async (asker: "observe" | "other"): Promise<HostState> => {
    const state = await readState();
    watch.look(state.proxy.process, asker);
    return state;
  };
  const observe = async (now: number): Promise<Signals> => {
    const state = await look("observe").catch((error: unknown) => {
      watch.forget();
      collectors.restarted();
      throw error;
    });
    if (hasActed) await tendQuotas(state, host, lastMean);
    return collectors.read(now, state);
  };
  const apply = async (knob: Knob, to: AttributeValue): Promise<Undo> => {
    const before = await look("other");
    hasActed = true;
    await change(knob, to, before, host, readState);
    return () => oneAtATime(() => undo(knob, before, host, readState));
  };

  return {
    name: config.name,
    describe: () =>
      oneAtATime(async () => {
        const state = await readState();
        watch.forget();
        watch.look(state.proxy.process, "other");
        return await describeHost(host, knobs, state);
      }),
    observe: (now): Promise<Signals> => oneAtATime(() => observe(now)),
    async read() {
      const state = await oneAtATime(() => look("other"));
      const offered = knobs.filter((knob) => knob.offer(host, state).kind === "offered");
      return Object.fromEntries(offered.map((knob) => [knob.name, knob.read(state, host)]));
    },
    plan: (to) =>
      oneAtATime(async () =>
        planMoves(to, knobs, await look("other"), host).map(({ knob, from, value }) => ({
          attribute: knob.name,
          summary: `${knob.name}: ${String(from)} to ${String(value)}`,
          apply: () => oneAtATime(() => apply(knob, value)),
        })),
      ),
    close: () => collectors.close(),
  };
}

type ReadState = () => Promise<HostState>;

// Whatever goes wrong half way, what was changed is put back; the first trouble is the one to tell.
async function change(
  knob: Knob,
  value: AttributeValue,
  before: HostState,
  host: KnobHost,
  readState: ReadState,
): Promise<void> {
  try {
    await knob.write(value, before, host);
    const after = await readState();
    if (after.proxy.process !== before.proxy.process)
      throw new TargetError("unreachable", `HAProxy restarted while ${knob.name} was changed`);
    if (!knob.inForce(value, after, host))
      throw new TargetError("read-back-differs", `${knob.name} was set to ${String(value)} and reads differently`);
    await knob.keep?.(value, host);
  } catch (error) {
    await putBack(knob, before, host, readState).catch(() => undefined);
    throw error;
  }
}

async function undo(knob: Knob, before: HostState, host: KnobHost, readState: ReadState): Promise<void> {
  await putBack(knob, before, host, readState);
  const value = knob.read(before, host);
  const now = knob.read(await readState(), host);
  if (now === value || Math.abs(Number(now) - Number(value)) < 0.001) return;
  throw new TargetError("read-back-differs", `${knob.name} did not go back to ${String(value)}`);
}

async function putBack(knob: Knob, before: HostState, host: KnobHost, readState: ReadState): Promise<void> {
  const value = knob.read(before, host);
  if (knob.restore) await knob.restore(before, host);
  else await knob.write(value, await readState(), host);
  await knob.keep?.(value, host);
}

async function usableQuotas(config: HaproxyTargetConfig): Promise<ReadonlyMap<string, CpuQuota> | null> {
  if (config.limits.cpu_allocation === undefined) return null;
  const quotas = new Map<string, CpuQuota>();
  for (const server of config.servers) {
    const quota = cpuQuota(server, config.cgroup);
    if (quota === null || !(await quota.writable())) return null;
    quotas.set(server.name, quota);
  }
  return quotas;
}

async function readCores(quotas: ReadonlyMap<string, CpuQuota> | null): Promise<ReadonlyMap<string, number> | null> {
  if (quotas === null) return null;
  const entries = await Promise.all([...quotas].map(async ([name, quota]) => [name, await quota.read()] as const));
  return new Map(entries);
}

/** Runs what it is given one after the other, so that no two changes and no reading in between mix. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = tail.then(work, work);
    tail = next.catch(() => undefined);
    return next;
  };
}
