import { COMMON_SIGNALS } from "./signals-section.ts";
import type { Template } from "./template.ts";

/** A crowd within seconds. */
export const FLASH_SALE: Template = {
  name: "Flash sale",
  summary:
    "Sees a crowd coming in the first seconds of its arrival and is ready for it: capacity up, staler pages for as long as it lasts, both back afterwards.",
  intent: "prepare-for-surge",
  tags: ["flash-crowd", "caching", "haproxy"],
  optimal: "{ cpu_allocation: 0.15, max_connections: 2 }",
  signals: `${COMMON_SIGNALS}  - campaign_active
  - campaign_starts_in
`,
  triggers: `  # Ordinary noise moves the trend by less than two requests a second each second; a crowd by eight in its first second.
  - name: a-crowd-is-arriving
    when: { signal: request_rate.trend, comparison: ">", threshold: 5, for_s: 0, hysteresis: 4 }
    then: { kind: decide }
`,
  adaptation: "{ adjustment_factor: 4, risk_tolerance: 0.8, deadband: 0.04, cooldown_s: { grow: 0, shrink: 6 } }",
  reward: "{ breach: 1, cost: 0.6, errors: 4, latency: 0.2, churn: 0.05, revenue: 0 }",
  scenarios: `scenarios:
  seconds: 180
  warmup_s: 10 # does not count
  calm: { min: 120, max: 220 } # requests a second
  peak: { min: 330, max: 520 } # top of an event
  events: [flash, flash, campaign, bursts] # also shift; one named twice comes twice as often
  most_events: 3
  # Recorded traffic: a CSV of time and count beside this file. pace: recorded seconds in one simulated second.
  # traces:
  #   - { name: black-friday, file: traces/black-friday.csv, peak: 430, pace: 60 }
  # trace_share: 0.5 # of scenarios cut from a trace
faults: { share: 0.15 } # of scenarios with a lost or slow server, a cache that is evaded, or signals that drop out
`,
};
