import type { InputSignal } from "@fleet-persona/persona";
import { usable, type SignalProblem, type Signals } from "../signals.ts";

// A drop smaller than this is noise around the present, not a forecast of less.
const NOTABLE_DROP = 0.2;
// What is asked of the fleet. A latency that is foreseen to fall says that a backlog ends, not that less is needed.
const DEMAND = new Set(["request_rate", "throughput", "queue_depth"]);
const MARK = ".forecast_";
// How sure a forecast is, and how far it was off, are no forecasts: they are nearly always far below what is measured.
const NO_FORECAST = /_(?:deviation|error)$/;

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
  return demandForecasts(inputs).some(({ index, of, stalenessMs }) => {
    const forecast = readings[index];
    if (typeof forecast !== "number") return false;
    const present = usable(signals, of, stalenessMs, now);
    return typeof present === "number" && present > 0 && forecast < present * (1 - NOTABLE_DROP);
  });
}

type DemandForecast = { readonly index: number; readonly of: string; readonly stalenessMs: number };

// The same inputs come with every step of a Persona: which of them forecast demand is worked out once.
const known = new WeakMap<readonly InputSignal[], readonly DemandForecast[]>();

function demandForecasts(inputs: readonly InputSignal[]): readonly DemandForecast[] {
  const found = known.get(inputs) ?? findDemandForecasts(inputs);
  known.set(inputs, found);
  return found;
}

function findDemandForecasts(inputs: readonly InputSignal[]): readonly DemandForecast[] {
  return inputs.flatMap(({ name, staleness_s }, index) => {
    const mark = name.indexOf(MARK);
    const of = name.slice(0, Math.max(0, mark));
    return mark >= 0 && DEMAND.has(of) && !NO_FORECAST.test(name)
      ? [{ index, of, stalenessMs: staleness_s * 1000 }]
      : [];
  });
}
