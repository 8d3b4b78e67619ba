import { runPolicy, type FleetPolicy, type RunSecond } from "@fleet-persona/learning";
import type { Configuration, Manifest } from "@fleet-persona/persona";
import type { FleetModel, Scenario } from "@fleet-persona/simulator";
import type { FittedLoad } from "./fit-model.ts";
import type { RecordedLoad } from "./recorded-load.ts";

/** A stretch of the recording, by moments. */
export type Window = { readonly from: number; readonly to: number };

export const WARMUP_S = 30;

type Task = Parameters<typeof runPolicy>[0]["task"];
type Run = Awaited<ReturnType<typeof runPolicy>>;

const noReward = { breach: 0, cost: 0, errors: 0, latency: 0, churn: 0, revenue: 0 };
const DAY_S = 86_400;
// 1 January 1970 was a Thursday; simulated weeks begin on Monday.
const FIRST_WEEKDAY = 3;

type Asked = {
  readonly manifest: Manifest;
  readonly model: FleetModel;
  readonly load: RecordedLoad;
  readonly window: Window;
  readonly policy: FleetPolicy;
  readonly seed: number;
};

/** Simulates a stretch of the recording under one way of steering: the recorded rate, drawn anew as requests. */
export async function simulateWindow({ manifest, model, load, window, policy, seed }: Asked): Promise<Run> {
  const { from, to } = window;
  const start = load.t[from] ?? 0;
  const seconds = Math.floor((load.t[to] ?? 0) - start);
  const points: { t: number; rate: number }[] = [];
  for (let moment = from; moment <= to; moment += 1) {
    const rate = load.rate[moment] ?? Number.NaN;
    if (rate >= 0) points.push({ t: (load.t[moment] ?? 0) - start, rate });
  }
  const at = load.startsAt / 1000 + start;
  const startsAt = {
    secondOfDay: Math.floor(at % DAY_S),
    dayOfWeek: (Math.floor(at / DAY_S) + FIRST_WEEKDAY) % 7,
  };
  const scenario: Scenario = { fleet: model, traffic: { points, startsAt }, seconds, seed };
  const { attributes, triggers, adaptation } = manifest;
  const task: Task = {
    fleet: model,
    attributes: attributes.filter(({ name }) => model.attributes.some((offered) => offered.name === name)),
    inputs: manifest.policy.inputs.signals,
    triggers,
    adaptation,
    reward: noReward,
    decisionIntervalS: 1,
    warmupS: Math.min(WARMUP_S, Math.floor(seconds / 4)),
    scenario: () => scenario,
  };
  return runPolicy({ task, policy, scenario, seed });
}

/** Sets what was recorded, moment by moment. */
export function asItWas(
  load: RecordedLoad,
  { from, to }: Window,
  configAt: (moment: number) => Configuration,
): FleetPolicy {
  return {
    name: "as it was",
    start: () => {
      let moment = from;
      const start = load.t[from] ?? 0;
      return {
        decide: ({ at }) => {
          while (moment < to && (load.t[moment + 1] ?? Number.POSITIVE_INFINITY) - start <= at) moment += 1;
          return configAt(moment);
        },
      };
    },
  };
}

/** Bins of ten seconds of a run: p95 as simulated and as recorded, and the relative error of the cores used. */
export type Bins = {
  readonly simulated: readonly number[];
  readonly recorded: readonly number[];
  readonly cpu: readonly number[];
};

/** Holds a run against the stretch of the recording that it simulated. */
export function binsOf(
  seconds: readonly RunSecond[],
  load: RecordedLoad,
  { from, to }: Window,
  { cpuMs, cacheable }: Pick<FittedLoad, "cpuMs" | "cacheable">,
): Bins {
  const start = load.t[from] ?? 0;
  const bins = new Map<number, { sim: number[]; rec: number[]; used: number; simUsed: number }>();
  const binOf = (t: number) => {
    const key = Math.floor(t / 10);
    const bin = bins.get(key) ?? { sim: [], rec: [], used: 0, simUsed: 0 };
    bins.set(key, bin);
    return bin;
  };
  for (const { t, outcome } of seconds) {
    if (t <= WARMUP_S) continue;
    const bin = binOf(t - 0.5);
    if (Number.isFinite(outcome.p95Ms)) bin.sim.push(outcome.p95Ms);
  }
  for (let moment = from; moment <= to; moment += 1) {
    const t = (load.t[moment] ?? 0) - start;
    if (t <= WARMUP_S) continue;
    const bin = binOf(t);
    const [p95, used, rate, hits] = [load.p95, load.used, load.rate, load.hits].map(
      (column) => column[moment] ?? Number.NaN,
    );
    if (p95 !== undefined && p95 > 0) bin.rec.push(p95);
    if (used !== undefined && used > 0) bin.used += used;
    if (rate !== undefined && rate > 0) bin.simUsed += (rate * (1 - cacheable * (hits ?? 0)) * cpuMs) / 1000;
  }
  const [simulated, recorded, cpu]: [number[], number[], number[]] = [[], [], []];
  for (const bin of bins.values()) {
    if (bin.sim.length === 0 || bin.rec.length === 0) continue;
    simulated.push(mean(bin.sim));
    recorded.push(mean(bin.rec));
    if (bin.used > 0) cpu.push(Math.abs(bin.simUsed - bin.used) / bin.used);
  }
  return { simulated, recorded, cpu };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
