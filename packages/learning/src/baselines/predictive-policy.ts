import {
  createReactive,
  defaultReactiveSettings,
  deriveSignals,
  initialForecastMemory,
  reactive,
  type Signals,
} from "@fleet-persona/engine";
import type { FleetPolicy } from "./fleet-policy.ts";

const AHEAD = "request_rate.forecast_1m";

/**
 * Predictive scaling as clouds sell it: the same rule with the same defaults, its use of the CPU scaled by how much
 * traffic the forecaster sees a minute ahead (damped Holt and seasonal Holt-Winters, whoever errs least). As theirs it
 * only ever scales out on a forecast: a forecast below what is measured changes nothing.
 */
export const predictivePolicy: FleetPolicy = {
  name: "predictive",
  start({ scenario, run: { attributes, bounds } }) {
    const settings = { ...defaultReactiveSettings, latencySloMs: scenario.fleet.objective.p95Ms };
    let forecast = initialForecastMemory();
    let memory = createReactive();
    return {
      decide({ now, signals, config }) {
        const derived = deriveSignals(forecast, signals, now, ["request_rate"]);
        forecast = derived.memory;
        const foreseen = withForecast(derived.signals);
        const answer = reactive(memory, { now, signals: foreseen, config, attributes, bounds, settings });
        memory = answer.memory;
        return answer.recommended;
      },
    };
  },
};

function withForecast(signals: Signals): Signals {
  const { request_rate: rate, cpu_utilisation: use } = signals;
  const ahead = signals[AHEAD];
  if (rate === undefined || use === undefined || ahead === undefined || !(rate.value > 0)) return signals;
  const growth = Math.max(1, ahead.value / rate.value);
  return Number.isFinite(growth) ? { ...signals, cpu_utilisation: { ...use, value: use.value * growth } } : signals;
}
