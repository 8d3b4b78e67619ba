import { simulatedDemoFleet, type MachineFigures } from "@fleet-persona/demo-fleet";
import type { Figures } from "./live-run.ts";
import { runSimulated, type SimulatedRun } from "./simulated-run.ts";

type Pass = Pick<SimulatedRun, "trace" | "seconds" | "warmupSeconds" | "configuration">;

/** A pass of the live fleet, and what it gave. */
export type CalibrationPass = { readonly pass: Pass; readonly live: Pick<Figures, "p50Ms" | "p95Ms"> };

const SHARES = Array.from({ length: 33 }, (_, step) => 1 - step * 0.025);

/**
 * The figures of this machine that make the simulator give a light pass's own median and p95: how much of a core a running origin
 * really gets, and what proxy and generator add. `cached` is a pass that the cache answers for the most part.
 */
export function calibrate(plain: CalibrationPass, cached: CalibrationPass): MachineFigures {
  let best: MachineFigures = { coreShare: 1, overheadMs: { server: 0, cache: cached.live.p50Ms } };
  let least = Number.POSITIVE_INFINITY;
  for (const coreShare of SHARES) {
    const bare = simulated(plain.pass, { coreShare, overheadMs: { server: 0, cache: 0 } });
    const server = Math.max(0.2, plain.live.p50Ms - bare.p50Ms);
    const error =
      Math.abs(Math.log((bare.p95Ms + server) / plain.live.p95Ms)) +
      Math.abs(Math.log((bare.p50Ms + server) / plain.live.p50Ms));
    if (error >= least) continue;
    least = error;
    best = { coreShare, overheadMs: { server, cache: cached.live.p50Ms } };
  }
  return best;
}

function simulated(pass: Pass, machine: MachineFigures): Figures {
  return runSimulated({ ...pass, fleet: simulatedDemoFleet(machine), seeds: 3 });
}
