import {
  deriveSignals,
  type ForecastMemory,
  forecastStatus,
  HORIZONS,
  type HorizonName,
  type HorizonStatus,
  initialForecastMemory,
} from "@fleet-persona/engine";
import { cadenceSeconds, type Trace } from "./trace.ts";

/** Sums of absolute errors over sums of absolute values at one horizon of one trace. */
export type Evaluation = {
  readonly horizon: HorizonName;
  readonly persistence: number;
  readonly seasonalNaive: number;
  readonly holtWinters: number;
  readonly spoken: number;
  /** What was spoken against persistence; 1 where neither errs. */
  readonly ratio: number;
  /** Share of true values within 1.28 standard deviations, four fifths of a normal. */
  readonly covered: number;
  readonly count: number;
};

/** A trace and how its forecasts fared at each horizon. */
export type Evaluated = { readonly trace: string; readonly horizons: readonly Evaluation[] };

type Sums = Record<"size" | "persistence" | "seasonalNaive" | "holtWinters" | "spoken" | "covered" | "count", number>;
type Open = { readonly due: number; readonly value: number; readonly status: HorizonStatus };

// Fewer forecasts than this say nothing about a forecaster.
const LEAST_COUNT = 20;
const WITHIN = 1.2816;

/**
 * Forecasts online from every sample of a trace, each with nothing but what came before it, and holds the sample nearest
 * to each horizon against it. Horizons nearer than the next sample are skipped. Nothing is left out for warming up.
 */
export function evaluateTrace(trace: Trace): readonly Evaluation[] {
  const cadence = cadenceSeconds(trace);
  const asked = HORIZONS.filter(({ seconds }) => seconds >= cadence).map((horizon) => ({
    horizon,
    sums: noSums(),
    waiting: [] as Open[],
  }));
  let memory: ForecastMemory = initialForecastMemory();
  for (const [at, value] of trace.samples) {
    for (const { waiting, sums } of asked) settle(waiting, sums, at, value, cadence * 500);
    memory = deriveSignals(memory, { trace: { value, at } }, at, ["trace"]).memory;
    const statuses = forecastStatus(memory, "trace");
    for (const { horizon, waiting } of asked) {
      const status = statuses[horizon.index];
      if (status !== undefined) waiting.push({ due: at + horizon.seconds * 1000, value, status });
    }
  }
  return asked.flatMap(({ horizon, sums }) => evaluation(horizon.name, sums) ?? []);
}

/** All traces, one after the other. */
export function evaluateAll(traces: readonly Trace[]): readonly Evaluated[] {
  return traces.map((trace) => ({ trace: trace.name, horizons: evaluateTrace(trace) }));
}

function noSums(): Sums {
  return { size: 0, persistence: 0, seasonalNaive: 0, holtWinters: 0, spoken: 0, covered: 0, count: 0 };
}

function settle(waiting: Open[], sums: Sums, at: number, truth: number, tolerance: number): void {
  while (waiting[0] !== undefined && waiting[0].due <= at + tolerance) {
    const forecast = waiting.shift();
    if (forecast !== undefined && forecast.due > at - tolerance) add(sums, forecast, truth);
  }
}

function add(sums: Sums, { value, status }: Open, truth: number): void {
  const spoken = status.forecast?.value ?? value;
  const off = Math.abs(spoken - truth);
  sums.size += Math.abs(truth);
  sums.persistence += Math.abs(value - truth);
  // Who has nothing to say yet is counted as persistence.
  sums.seasonalNaive += Math.abs((status.says["seasonal-naive"] ?? value) - truth);
  sums.holtWinters += Math.abs((status.says["holt-winters"] ?? value) - truth);
  sums.spoken += off;
  sums.covered += off <= WITHIN * (status.forecast?.standardDeviation ?? 0) ? 1 : 0;
  sums.count += 1;
}

function evaluation(horizon: HorizonName, sums: Sums): Evaluation | null {
  if (sums.count < LEAST_COUNT || sums.size === 0) return null;
  const { size, persistence, seasonalNaive, holtWinters, spoken, covered, count } = sums;
  return {
    horizon,
    persistence: persistence / size,
    seasonalNaive: seasonalNaive / size,
    holtWinters: holtWinters / size,
    spoken: spoken / size,
    ratio: spoken === persistence ? 1 : spoken / persistence,
    covered: covered / count,
    count,
  };
}
