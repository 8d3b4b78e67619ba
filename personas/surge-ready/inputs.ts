import { distributionOf, type Demonstration } from "@fleet-persona/learning";
import type { InputSignal } from "@fleet-persona/persona";

type Declared = Omit<InputSignal, "distribution">;

const STALENESS_S = 5;

const observed = (name: string, unit: string, window_s: number, required = false): Declared => ({
  name,
  family: name.endsWith("_share") ? "behaviour" : "performance",
  unit,
  window_s,
  staleness_s: STALENESS_S,
  required,
});

/** What the policy looks at, in the order of its `signals` input. */
const DECLARED: readonly Declared[] = [
  observed("request_rate", "1/s", 1, true),
  observed("latency_p50", "ms", 5),
  observed("latency_p95", "ms", 5),
  observed("latency_p99", "ms", 5),
  observed("error_rate", "1", 5),
  observed("queue_depth", "requests", 1),
  observed("cpu_utilisation", "1", 1),
  observed("cache_hit_ratio", "1", 1),
  observed("search_share", "1", 5),
  observed("checkout_share", "1", 5),
  observed("request_rate.trend", "1/s²", 1),
  observed("request_rate.forecast_10s", "1/s", 1),
  observed("request_rate.forecast_1m", "1/s", 1),
  observed("latency_p95.trend", "ms/s", 5),
  observed("latency_p95.forecast_10s", "ms", 5),
];

/** Signals whose trend and forecasts are derived while recording, as the agent does while running. */
export const FORECAST_SIGNALS = ["request_rate", "latency_p95"] as const;

export const SIGNAL_NAMES: readonly string[] = DECLARED.map(({ name }) => name);

/** The inputs with the distribution they had in this recording. */
export function inputsOf(rows: readonly Demonstration[]): InputSignal[] {
  return DECLARED.map((declared) => ({ ...declared, distribution: distributionOf(rows, declared.name) }));
}
