import { COMMON_SIGNALS } from "./signals-section.ts";
import type { Template } from "./template.ts";

/** People on phones, who leave when it is slow. */
export const MOBILE_FIRST: Template = {
  name: "Mobile first",
  summary:
    "For visitors on phones, who leave when pages take long: keeps answers quick well below the objective, and pays for it where it brings orders.",
  intent: "optimise-for-mobile",
  tags: ["latency", "mobile", "haproxy"],
  optimal: "{ cpu_allocation: 0.18, caching_strategy: short }",
  signals: `${COMMON_SIGNALS}  - mobile_share
  - session_depth
  - conversion_rate
`,
  triggers: `  # When p95 is at half of the objective, it is time to look.
  - name: answers-are-slowing
    when: { signal: latency_p95, comparison: ">", threshold: 75, for_s: 1, hysteresis: 15 }
    then: { kind: decide }
`,
  adaptation: "{ adjustment_factor: 3, risk_tolerance: 0.6, deadband: 0.04, cooldown_s: { grow: 0, shrink: 10 } }",
  reward: "{ breach: 1, cost: 0.35, errors: 4, latency: 0.6, churn: 0.05, revenue: 0.8 }",
  scenarios: `scenarios:
  seconds: 180
  warmup_s: 10 # does not count
  calm: { min: 120, max: 240 } # requests a second
  peak: { min: 260, max: 400 } # top of an event
  events: [campaign, shift, bursts] # also flash
  most_events: 3
  # Recorded traffic: a CSV of time and count beside this file. pace: recorded seconds in one simulated second.
  # traces:
  #   - { name: app-monday, file: traces/app-monday.csv, peak: 350, pace: 60 }
  # trace_share: 0.5 # of scenarios cut from a trace
faults: { share: 0.15 } # of scenarios with a lost or slow server, a cache that is evaded, or signals that drop out
`,
};
