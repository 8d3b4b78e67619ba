import { deriveSignals, initialForecastMemory } from "@fleet-persona/engine";
import { benchResult, type BenchResult } from "../result.ts";

const WARM_UP_S = 3600;
const MEASURED_S = 6 * 3600;
const WEEK_S = 8 * 86_400;

/** What forecasting costs for one signal with a sample every second and more than a week behind it. */
export function forecastCost(): readonly BenchResult[] {
  let memory = initialForecastMemory();
  const observe = (second: number): void => {
    const at = second * 1000;
    const value = 100 + 60 * Math.sin((second / 86_400) * 2 * Math.PI) + ((second * 7919) % 101) / 10;
    ({ memory } = deriveSignals(memory, { request_rate: { value, at } }, at, ["request_rate"]));
  };
  for (let second = 0; second < WEEK_S; second += 300) observe(second);
  for (let second = WEEK_S; second < WEEK_S + WARM_UP_S; second += 1) observe(second);
  const began = performance.now();
  for (let second = 0; second < MEASURED_S; second += 1) observe(WEEK_S + WARM_UP_S + second);
  const microseconds = ((performance.now() - began) * 1000) / MEASURED_S;
  const kilobytes = JSON.stringify(memory).length / 1000;
  return [
    benchResult({ name: "forecast_us_per_sample", value: microseconds, unit: "µs", target: { atMost: 20 } }),
    benchResult({ name: "forecast_memory_kb", value: kilobytes, unit: "kB", target: { atMost: 20 } }),
  ];
}
