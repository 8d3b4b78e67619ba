import type { Trace } from "@fleet-persona/demo-fleet";
import type { Configuration } from "@fleet-persona/persona";
import { startSimulation, type FleetModel } from "@fleet-persona/simulator";
import type { Figures } from "./live-run.ts";

export type SimulatedRun = {
  readonly fleet: FleetModel;
  readonly trace: Trace;
  readonly seconds: number;
  readonly warmupSeconds: number;
  readonly configuration: Configuration;
  /** Runs whose middle is taken: what is left is the model's error, not chance's. */
  readonly seeds?: number;
};

/** The same pass in the simulator, in the middle over several seeds. */
export function runSimulated({ seeds = 9, ...run }: SimulatedRun): Figures {
  const runs = Array.from({ length: seeds }, (_, seed) => once(run, seed + 1));
  const middle = (of: (figures: Figures) => number) => runs.map(of).toSorted((a, b) => a - b)[seeds >> 1] ?? Number.NaN;
  return {
    requests: middle(({ requests }) => requests),
    errors: middle(({ errors }) => errors),
    p50Ms: middle(({ p50Ms }) => p50Ms),
    p95Ms: middle(({ p95Ms }) => p95Ms),
    hitRatio: middle(({ hitRatio }) => hitRatio),
    cpuUtilisation: middle(({ cpuUtilisation }) => cpuUtilisation),
  };
}

function once(run: Omit<SimulatedRun, "seeds">, seed: number): Figures {
  const { fleet, trace, seconds, warmupSeconds, configuration } = run;
  const simulation = startSimulation({ fleet, traffic: trace, seconds, seed });
  simulation.apply(configuration);
  simulation.advance(warmupSeconds);
  // One look over all that is measured: its rates are those of the whole.
  const { signals } = simulation.advance(seconds - warmupSeconds);
  const { requests, errors, p50Ms, p95Ms } = simulation.summary(warmupSeconds);
  const { cache_hit_ratio: hitRatio = 0, cpu_utilisation: cpuUtilisation = Number.NaN } = signals;
  return { requests, errors, p50Ms, p95Ms, hitRatio, cpuUtilisation };
}
