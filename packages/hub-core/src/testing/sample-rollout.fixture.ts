const attribute = { name: "cpu_allocation", scope: "fleet", cost: "hot", weight: 1, kind: "continuous" } as const;
const attributes = [{ ...attribute, min: 0.1, max: 1, unit: "cores", scale: "linear", default: 0.5, safe: 1 }] as const;
const distribution = { mean: 100, standard_deviation: 10, p01: 80, p99: 120 };
const input = { name: "request_rate", family: "performance", unit: "1/s", window_s: 1, staleness_s: 5 } as const;

/** A task that the hub takes: what it asks of a fleet and no more. 60 s of at most 250 requests a second. */
export const sampleRolloutTask = {
  kind: "judge-genomes",
  hidden: [4],
  task: {
    attributes,
    inputs: [{ ...input, required: true, distribution }],
    triggers: [],
    adaptation: { adjustment_factor: 1, risk_tolerance: 0.5, deadband: 0, cooldown_s: { grow: 0, shrink: 0 } },
    reward: { breach: 1, cost: 1, errors: 1, latency: 0, churn: 0, revenue: 0 },
    decisionIntervalS: 1,
    spread: {
      fleet: {
        servers: [
          { name: "a", size: 1 },
          { name: "b", size: 1 },
        ],
        classes: [{ name: "page", share: 1 }],
        catalogue: { items: 10 },
        attributes,
        retries: 1,
      },
      seconds: 60,
      warmupS: 5,
      calm: { min: 50, max: 100 },
      peak: { min: 100, max: 100 },
    },
  },
} as const;
