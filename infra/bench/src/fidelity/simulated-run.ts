import { requestsOfLoad, type Trace } from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";
import { startSimulation, type FleetModel, type Traffic } from "@fleet-persona/simulator";
import { median } from "../median.ts";
import type { Figures } from "./live-run.ts";

export type SimulatedRun = {
  readonly fleet: FleetModel;
  readonly trace: Trace;
  /** Of the load: the simulator gets the very requests that the live fleet got. */
  readonly seed: number;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly configuration: Configuration;
  /** Runs whose middle is taken: which of two servers a request went to, live, nobody knows. */
  readonly runs?: number;
};

/** The same pass in the simulator, in the middle over several runs. */
export function runSimulated({ runs: count = 9, ...run }: SimulatedRun): Figures {
  const traffic = { ...run.trace, requests: requestsOfLoad(run.trace, run.seed, run.seconds) };
  const runs = Array.from({ length: count }, (_, index) => once(run, traffic, index + 1));
  const middle = (of: (figures: Figures) => number) => median(runs.map(of));
  return {
    requests: middle(({ requests }) => requests),
    errors: middle(({ errors }) => errors),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p95Ms: middle(({ p95Ms }) => p95Ms),
    hitRatio: middle(({ hitRatio }) => hitRatio),
    cpuUtilisation: middle(({ cpuUtilisation }) => cpuUtilisation),
  };
}

function once(run: Omit<SimulatedRun, "runs">, traffic: Traffic, seed: number): Figures {
  const { fleet, seconds, warmupSeconds, configuration } = run;
  const simulation = startSimulation({ fleet, traffic, seconds, seed });
  simulation.apply(configuration);
  const warmup = simulation.advance(warmupSeconds).signals;
  // One look over all that is measured: its rates are those of the whole.
  const { signals } = simulation.advance(seconds - warmupSeconds);
  const { requests, errors, p50Ms, p95Ms } = simulation.summary(warmupSeconds);
  const { cache_hit_ratio: hitRatio = 0, cpu_utilisation: measured = Number.NaN } = signals;
  const cpuUtilisation =
    ((warmup["cpu_utilisation"] ?? 0) * warmupSeconds + measured * (seconds - warmupSeconds)) / seconds;
  return { requests, errors, p50Ms, p95Ms, hitRatio, cpuUtilisation };
}
