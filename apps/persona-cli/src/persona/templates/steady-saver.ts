import { COMMON_SIGNALS } from "./signals-section.ts";
import type { Template } from "./template.ts";

/** The same service for less. */
export const STEADY_SAVER: Template = {
  name: "Steady saver",
  summary:
    "For services whose traffic swings without surprises: takes capacity back as soon as it is not needed, and gives it in time before it is.",
  intent: "minimise-cost",
  tags: ["cost", "diurnal", "haproxy"],
  optimal: "{ cpu_allocation: 0.13, active_servers: 3, caching_strategy: long }",
  signals: `${COMMON_SIGNALS}  - time_of_day.sin
  - time_of_day.cos
`,
  triggers: `  # Errors are never worth saving for.
  - name: errors-appear
    when: { signal: error_rate, comparison: ">", threshold: 0.02, for_s: 1, hysteresis: 0.01 }
    then: { kind: safe }
`,
  adaptation: "{ adjustment_factor: 3, risk_tolerance: 0.5, deadband: 0.03, cooldown_s: { grow: 0, shrink: 10 } }",
  reward: "{ breach: 1, cost: 1.6, errors: 4, latency: 0.1, churn: 0.05, revenue: 0 }",
  scenarios: `scenarios:
  seconds: 180
  warmup_s: 10 # does not count
  calm: { min: 90, max: 220 } # requests a second
  peak: { min: 230, max: 330 } # top of an event
  events: [shift, campaign, bursts] # also flash
  most_events: 2
  # Recorded traffic: a CSV of time and count beside this file. pace: recorded seconds in one simulated second.
  # traces:
  #   - { name: weekday, file: traces/weekday.csv, peak: 300, pace: 300 }
  # trace_share: 0.5 # of scenarios cut from a trace
faults: { share: 0.1 } # of scenarios with a lost or slow server, a cache that is evaded, or signals that drop out
`,
};
