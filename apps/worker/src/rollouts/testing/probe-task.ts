import { simulatedDemoFleet } from "@fleet-persona/demo-fleet";
import type { TaskOf } from "../evaluator.ts";

const fleet = simulatedDemoFleet();
const signal = { family: "performance", window_s: 1, staleness_s: 5, required: false } as const;
const distribution = { mean: 100, standard_deviation: 50, p01: 10, p99: 300 };

/** The demo fleet for half a minute: small, and all of a task. */
export const probeTask: TaskOf<"judge-genomes"> = {
  kind: "judge-genomes",
  hidden: [6],
  task: {
    attributes: fleet.attributes,
    inputs: [
      { ...signal, name: "request_rate", unit: "1/s", distribution },
      { ...signal, name: "latency_p95", unit: "ms", distribution },
    ],
    triggers: [],
    adaptation: { adjustment_factor: 4, risk_tolerance: 0.8, deadband: 0.02, cooldown_s: { grow: 0, shrink: 4 } },
    reward: { breach: 1, cost: 0.5, errors: 0.5, latency: 0.2, churn: 0.02, revenue: 0 },
    decisionIntervalS: 1,
    spread: { fleet, seconds: 30, warmupS: 5, calm: { min: 60, max: 80 }, peak: { min: 150, max: 220 }, mostEvents: 2 },
  },
};
