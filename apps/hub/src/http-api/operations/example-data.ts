/** Ids that the examples name. The test that runs them puts those of its own world in their place. */
export const exampleIds = {
  experiment: "8c1f2a7e-5b0d-4a43-9d5e-2f6f1f3f0c11",
  rollout: "4c9f3f52-6d1e-4d27-8a4b-0e0f8f1b7a22",
  refinement: "5f0c8d8e-0a55-4c1b-9d77-91c3a8d5e633",
  advisory: "b2d4f1a0-3c5e-4f77-8b1a-7d6e5c4b3a44",
} as const;

const latency = { name: "latency", title: "Latency", unit: "ms", better: "lower" };

/** A switchback of two fallbacks, which needs no Persona. */
export const examplePlan = {
  name: "Hold against react",
  design: { kind: "switchback", blockS: 300, washOutS: 60 },
  arms: [
    { name: "react", title: "React", treatment: { kind: "fallback", fallback: "reactive" } },
    { name: "hold", title: "Hold", treatment: { kind: "fallback", fallback: "hold" } },
  ],
  metrics: [{ ...latency, measure: { kind: "mean", signal: "latency_p95" } }],
  goal: "latency",
  guardrails: [],
  minimumEffect: 0.1,
  minS: 3_600,
  maxS: 86_400,
  ramp: [{ percent: 100, leastS: 1 }],
};

const everyAttribute = { scope: "fleet", cost: "hot", weight: 1, kind: "continuous", unit: "cores", scale: "linear" };
const attributes = [{ ...everyAttribute, name: "cpu_allocation", min: 0.1, max: 1, default: 0.5, safe: 1 }];
const distribution = { mean: 100, standard_deviation: 10, p01: 80, p99: 120 };
const input = { name: "request_rate", family: "performance", unit: "1/s", window_s: 1, staleness_s: 5, required: true };
const calm = { min: 50, max: 100 };

/** As much of a task as the hub itself looks at. */
export const exampleTask = {
  kind: "judge-genomes",
  hidden: [4],
  task: {
    attributes,
    inputs: [{ ...input, distribution }],
    triggers: [],
    adaptation: { adjustment_factor: 1, risk_tolerance: 0.5, deadband: 0, cooldown_s: { grow: 0, shrink: 0 } },
    reward: { breach: 1, cost: 1, errors: 1, latency: 0, churn: 0, revenue: 0 },
    decisionIntervalS: 1,
    spread: {
      fleet: {
        servers: [{ name: "a", size: 1 }],
        classes: [{ name: "page", share: 1 }],
        catalogue: { items: 10 },
        attributes,
        retries: 1,
      },
      seconds: 60,
      warmupS: 5,
      calm,
      peak: calm,
    },
  },
};
