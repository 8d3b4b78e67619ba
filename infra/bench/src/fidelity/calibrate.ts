import { simulatedDemoFleet, type MachineFigures } from "@fleet-persona/demo-fleet";
import type { Figures } from "./live-run.ts";
import { runSimulated, type SimulatedRun } from "./simulated-run.ts";

type Pass = Pick<SimulatedRun, "trace" | "seed" | "seconds" | "warmupSeconds" | "configuration">;

/** A pass of the live fleet, and what it gave. */
export type CalibrationPass = { readonly pass: Pass; readonly live: Figures };

const SHARES = Array.from({ length: 33 }, (_, step) => 1 - step * 0.025);

/** The use is nearly in proportion to the cost: two turns bring it within a thousandth. */
const COST_TURNS = 3;

/**
 * The figures of this machine that make the simulator give a light pass's own CPU use, median and p95: what a request costs here, how
 * much of a core a running origin really gets, and what proxy and generator add. `cached` is a pass that the cache answers for the most part.
 */
export function calibrate(plain: CalibrationPass, cached: CalibrationPass): MachineFigures {
  const cache = cached.live.p50Ms;
  const bare = (cpuFactor: number, coreShare: number) =>
    simulated(plain.pass, { cpuFactor, coreShare, overheadMs: { server: 0, cache: 0 } });
  const cpuFactor = plain.live.cpuUtilisation / bare(1, 1).cpuUtilisation;
  let best: MachineFigures = { cpuFactor, coreShare: 1, overheadMs: { server: 0, cache } };
  let least = Number.POSITIVE_INFINITY;
  for (const coreShare of SHARES) {
    const { p50Ms, p95Ms } = bare(cpuFactor, coreShare);
    const server = Math.max(0.2, plain.live.p50Ms - p50Ms);
    const error =
      Math.abs(Math.log((p95Ms + server) / plain.live.p95Ms)) + Math.abs(Math.log((p50Ms + server) / plain.live.p50Ms));
    if (error >= least) continue;
    least = error;
    best = { cpuFactor, coreShare, overheadMs: { server, cache } };
  }
  return best;
}

/**
 * What a request costs in CPU in this very pass: the factor at which the simulator uses as much as the pass did. Neighbours make it
 * another one from minute to minute, and near saturation three per cent of it are half of p95; answer times are not looked at.
 */
export function costIn({ pass, live }: CalibrationPass, machine: MachineFigures): MachineFigures {
  let cpuFactor = machine.cpuFactor;
  for (let turn = 0; turn < COST_TURNS; turn += 1)
    cpuFactor *= live.cpuUtilisation / simulated(pass, { ...machine, cpuFactor }).cpuUtilisation;
  return { ...machine, cpuFactor };
}

function simulated(pass: Pass, machine: MachineFigures): Figures {
  return runSimulated({ ...pass, fleet: simulatedDemoFleet(machine), runs: 3 });
}
