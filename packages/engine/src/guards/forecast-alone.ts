import type { InputSignal } from "@fleet-persona/persona";
import { usable, type SignalProblem, type Signals } from "../signals.ts";

// A drop smaller than this is noise around the present, not a forecast of less.
const NOTABLE_DROP = 0.2;
// What is asked of the fleet. A latency that is foreseen to fall says that a backlog ends, not that less is needed.
const DEMAND = new Set(["request_rate", "throughput", "queue_depth"]);
const MARK = ".forecast_";

/**
 * Whether the demand that the policy reads is forecast notably below what is measured now. Capacity may grow on a
 * forecast, but the drop has to arrive before a number shrinks.
 */
export function dropIsOnlyForecast(
  inputs: readonly InputSignal[],
  readings: readonly (number | SignalProblem)[],
  signals: Signals,
  now: number,
): boolean {
  return inputs.some((input, index) => {
    const mark = input.name.indexOf(MARK);
    const forecast = readings[index];
    if (mark < 0 || typeof forecast !== "number" || !DEMAND.has(input.name.slice(0, mark))) return false;
    const present = usable(signals, input.name.slice(0, mark), input.staleness_s * 1000, now);
    return typeof present === "number" && present > 0 && forecast < present * (1 - NOTABLE_DROP);
  });
}
