import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue } from "@fleet-persona/persona";
import { haproxyCollectors, type HaproxyCollectors } from "../../collectors/haproxy/haproxy-collectors.ts";
import type { Target, Undo } from "../target.ts";
import type { HaproxyTargetConfig } from "./config.ts";
import { changeKnob, undoKnob } from "./change.ts";
import { cpuAllocation } from "./cpu-allocation.ts";
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
import { fileKeeper } from "./file-keeper.ts";
import { hostReader } from "./host-reader.ts";
import { planMoves } from "./plan-moves.ts";
import { restartWatch } from "./restart-watch.ts";
import { runtimeApi } from "./runtime-api.ts";
import { activeServers, maxConnections } from "./server-knobs.ts";
import { tendQuotas } from "./tend-quotas.ts";
import { weightKnob } from "./weight-knob.ts";

/** Opens the target: reads which quotas this host offers and attaches to the log ring. HAProxy need not be up yet. */
export async function openHaproxyTarget(config: HaproxyTargetConfig): Promise<Target> {
  const host: KnobHost = {
    config,
    api: runtimeApi(config.stats_socket),
    quotas: await usableQuotas(config),
    files: fileKeeper(),
  };
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
  const reader = hostReader(host);
  // Observing must never change a host that nobody was allowed to change: in shadow no step is applied.
  let hasActed = false;

  const look = async (asker: "observe" | "other", some = knobs): Promise<HostState> => {
    const state = await reader.send([], some);
    watch.look(state.proxy.process, asker);
    return state;
  };
  const observe = async (now: number): Promise<Signals> => {
    const state = await look("observe").catch((error: unknown) => {
      watch.forget();
      collectors.restarted();
      throw error;
    });
    if (hasActed) await tendQuotas(state, host, reader.lastMean());
    return collectors.read(now, state);
  };
  const apply = async (knob: Knob, to: AttributeValue): Promise<Undo> => {
    const before = await look("other", [knob]);
    hasActed = true;
    await changeKnob(knob, to, before, host, reader.send);
    return () => oneAtATime(() => undoKnob(knob, before, host, reader.send));
  };

  return {
    name: config.name,
    describe: () =>
      oneAtATime(async () => {
        const state = await reader.send([], knobs);
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
      oneAtATime(async () => {
        const asked = knobs.filter(({ name }) => name in to);
        const moves = planMoves(to, knobs, await look("other", asked), host);
        return moves.map(({ knob, from, value }) => ({
          attribute: knob.name,
          summary: `${knob.name}: ${String(from)} to ${String(value)}`,
          apply: () => oneAtATime(() => apply(knob, value)),
        }));
      }),
    async close() {
      await collectors.close();
      await host.files.idle();
    },
  };
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

/** Runs what it is given one after the other, so that no two changes and no reading in between mix. */
function queue(): <T>(work: () => Promise<T>) => Promise<T> {
  let tail: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = tail.then(work, work);
    tail = next.catch(() => undefined);
    return next;
  };
}
