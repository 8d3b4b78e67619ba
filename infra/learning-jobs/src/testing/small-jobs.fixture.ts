import { demoAttributes } from "@fleet-persona/demo-fleet";
import type { TaskDescription } from "@fleet-persona/learning";
import type { LearningJob } from "../learning-job.ts";

const distribution = { mean: 180, standard_deviation: 60, p01: 60, p99: 400 };

/** Half a minute of two small servers. */
const task: TaskDescription = {
  attributes: demoAttributes.filter(({ name }) => name === "cpu_allocation" || name === "caching_strategy"),
  inputs: [
    {
      name: "request_rate",
      family: "performance",
      unit: "1/s",
      window_s: 1,
      staleness_s: 5,
      required: true,
      distribution,
    },
  ],
  triggers: [],
  adaptation: { adjustment_factor: 2, risk_tolerance: 0.5, deadband: 0.04, cooldown_s: { grow: 0, shrink: 6 } },
  reward: { breach: 1, cost: 0.5, errors: 1, latency: 0.1, churn: 0.01, revenue: 0 },
  decisionIntervalS: 1,
  spread: {
    fleet: {
      servers: [
        { name: "a", size: 1.2 },
        { name: "b", size: 0.8 },
      ],
      classes: [
        {
          name: "page",
          share: 1,
          service: { kind: "exponential", mean: 3 },
          cacheable: true,
          counts: "page",
          retryable: true,
        },
      ],
      catalogue: { items: 500, exponent: 0.9 },
      cacheTtlS: { off: 0, micro: 1, short: 5, long: 30 },
      cpu: { kind: "fluid" },
      discipline: "processor-sharing",
      coresPerRequest: 1,
      overheadMs: { server: 1, cache: 0.3 },
      queue: { limit: 500, timeoutMs: 1000 },
      clientTimeoutMs: 3000,
      retries: 1,
      attributes: demoAttributes,
      actuationDelayS: { hot: 0, drain: 1, restart: 10 },
      objective: { p95Ms: 100, errorShare: 0.01 },
      behaviour: {
        mobileShare: 0.5,
        sessionDepth: 3,
        conversion: 0.03,
        conversionLossPer100Ms: 0.05,
        revenuePerOrder: 50,
      },
      cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
    },
    seconds: 30,
    warmupS: 5,
    calm: { min: 60, max: 100 },
    peak: { min: 150, max: 200 },
  },
};

/** A few jobs that take a moment each. */
export const smallJobs: readonly Extract<LearningJob, { kind: "record" }>[] = Array.from(
  { length: 5 },
  (_, episode) => ({
    kind: "record",
    task,
    teacher: { kind: "foresight" },
    actor: { kind: "clumsy", whims: "random", share: 0.5 },
    seed: 40 + episode,
    episode,
    discount: 0.9,
  }),
);

export const evaluationJob: Extract<LearningJob, { kind: "evaluate" }> = {
  kind: "evaluate",
  task,
  policy: { kind: "baseline", name: "reactive" },
  scenario: {
    kind: "trace",
    name: "ramp",
    points: [
      { t: 0, rate: 60 },
      { t: 30, rate: 220 },
    ],
    seconds: 30,
  },
  seed: 3,
  keepSeries: true,
};
