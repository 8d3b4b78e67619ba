import type { Signals } from "@fleet-persona/engine";
import type { AttributeValue, Configuration } from "@fleet-persona/persona";
import { haproxyCollectors, type HaproxyCollectors } from "../../collectors/haproxy/haproxy-collectors.ts";
import type { SteerableAttribute, Target, TargetDescription, Undo } from "../target.ts";
import { TargetError } from "../target-error.ts";
import type { HaproxyTargetConfig } from "./config.ts";
import { cpuQuota, type CpuQuota } from "./cpu-quota.ts";
import { meanAllocation, type HostState, type Knob, type KnobHost } from "./knob.ts";
import { cachingStrategy, loadBalancingAlgorithm } from "./map-knob.ts";
import { runtimeApi } from "./runtime-api.ts";
import { readProxy } from "./server-state.ts";
import { activeServers, cpuAllocation, maxConnections } from "./server-knobs.ts";
import { tendQuotas } from "./tend-quotas.ts";

const KNOBS: readonly Knob[] = [cpuAllocation, activeServers, maxConnections, loadBalancingAlgorithm, cachingStrategy];

/** Opens the target: reads which quotas this host offers and attaches to the log ring. HAProxy need not be up yet. */
export async function openHaproxyTarget(config: HaproxyTargetConfig): Promise<Target> {
  const host: KnobHost = { config, api: runtimeApi(config.stats_socket), quotas: await usableQuotas(config) };
  return haproxyTarget(host, haproxyCollectors(host));
}

function haproxyTarget(host: KnobHost, collectors: HaproxyCollectors): Target {
  const { config, api } = host;
  const knobs = KNOBS.filter((knob) => knob !== cpuAllocation || host.quotas !== null);
  const oneAtATime = queue();
  let lastMean: number | null = null;
  // Observing must never change a host that nobody was allowed to change: in shadow no step is applied.
  let hasActed = false;

  const readState = async (): Promise<HostState> => {
    const proxy = await readProxy(api, config);
    const state = { proxy, cores: await readCores(host.quotas) };
    lastMean = meanAllocation(state, config) ?? lastMean;
    return state;
  };
  const observe = async (now: number): Promise<Signals> => {
    const state = await readState();
    if (hasActed) await tendQuotas(state, host, lastMean);
    return collectors.read(now, state);
  };
  const write = async (knob: Knob, value: AttributeValue): Promise<HostState> => {
    const before = await readState();
    await knob.write(value, before, host);
    if (knob.inForce(value, await readState(), host)) return before;
    await putBack(knob, before);
    throw new TargetError("read-back-differs", `${knob.name} was set to ${String(value)} and reads differently`);
  };
  const putBack = async (knob: Knob, before: HostState): Promise<void> => {
    if (knob.restore) await knob.restore(before, host);
    else await knob.write(knob.read(before, host), await readState(), host);
  };
  const undo = async (knob: Knob, before: HostState): Promise<void> => {
    await putBack(knob, before);
    const value = knob.read(before, host);
    const now = knob.read(await readState(), host);
    if (now === value || Math.abs(Number(now) - Number(value)) < 0.001) return;
    throw new TargetError("read-back-differs", `${knob.name} did not go back to ${String(value)}`);
  };
  const apply = async (knob: Knob, to: AttributeValue): Promise<Undo> => {
    hasActed = true;
    const before = await write(knob, to);
    return () => oneAtATime(() => undo(knob, before));
  };

  return {
    name: config.name,
    describe: () => describe(host, knobs),
    observe: (now): Promise<Signals> => oneAtATime(() => observe(now)),
    async read() {
      const state = await oneAtATime(readState);
      return Object.fromEntries(knobs.map((knob) => [knob.name, knob.read(state, host)]));
    },
    plan: (to) =>
      oneAtATime(async () => {
        const state = await readState();
        return orderOfSteps(to, knobs, state, host).map(({ knob, from, value }) => ({
          attribute: knob.name,
          summary: `${knob.name}: ${String(from)} to ${String(value)}`,
          apply: () => oneAtATime(() => apply(knob, value)),
        }));
      }),
    close: () => collectors.close(),
  };
}

type Move = { readonly knob: Knob; readonly from: AttributeValue; readonly value: AttributeValue };

// Capacity is added before anything relies on it and taken away last.
function orderOfSteps(to: Configuration, knobs: readonly Knob[], state: HostState, host: KnobHost): Move[] {
  const moves = Object.entries(to).map(([name, value]): Move => {
    const knob = knobs.find((candidate) => candidate.name === name);
    if (!knob) throw new TargetError("not-steerable", `this HAProxy target cannot steer ${name}`);
    refuseValue(knob.steerable(host), value);
    return { knob, from: knob.read(state, host), value };
  });
  const wanted = moves.filter(({ knob, value }) => !knob.inForce(value, state, host));
  const grows = ({ from, value }: Move) => !(typeof value === "number" && typeof from === "number" && value < from);
  const rank = ({ knob }: Move) => KNOBS.indexOf(knob);
  const growing = wanted.filter(grows).sort((a, b) => rank(a) - rank(b));
  const shrinking = wanted.filter((move) => !grows(move)).sort((a, b) => rank(b) - rank(a));
  return [...growing, ...shrinking];
}

function refuseValue(attribute: SteerableAttribute, value: AttributeValue): void {
  if (attribute.kind === "choices") {
    if (typeof value !== "number" && attribute.allowed.includes(value)) return;
  } else if (typeof value === "number" && value >= attribute.min && value <= attribute.max) {
    if (attribute.name === "cpu_allocation" || Number.isInteger(value)) return;
  }
  throw new TargetError("not-steerable", `${attribute.name} cannot be ${String(value)} on this host`);
}

async function describe({ api, config, quotas }: KnobHost, knobs: readonly Knob[]): Promise<TargetDescription> {
  const [info = "", level = ""] = await api.send(["show info", "show cli level"]);
  const version = /^Version: (.+)$/m.exec(info)?.[1] ?? "unknown";
  const cannot: string[] = [];
  if (quotas === null) cannot.push("cpu_allocation: this host gives no CPU quotas that the agent may write");
  const admin = level.trim() === "admin";
  if (!admin)
    cannot.push(`everything on HAProxy itself: the stats socket has level ${level.trim()}, and changes need admin`);
  const offered = admin ? knobs : knobs.filter((knob) => knob === cpuAllocation);
  return {
    name: config.name,
    version,
    attributes: offered.map((knob) => knob.steerable({ api, config, quotas })),
    cannot,
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
