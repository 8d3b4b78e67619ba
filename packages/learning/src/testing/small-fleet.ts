import type { Attribute } from "@fleet-persona/persona";
import type { FleetModel } from "@fleet-persona/simulator";
import type { DeclaredInput } from "../fleet/measure-inputs.ts";
import type { ScenarioSpread } from "../fleet/random-scenarios.ts";
import type { TaskDescription } from "../fleet/task-description.ts";

const everyAttribute = { scope: "fleet", cost: "hot", weight: 1 } as const;

const attributes: readonly Attribute[] = [
  {
    ...everyAttribute,
    name: "cpu_allocation",
    kind: "continuous",
    weight: 3,
    min: 0.1,
    max: 0.6,
    unit: "cores",
    scale: "linear",
    default: 0.25,
    safe: 0.25,
  },
  {
    ...everyAttribute,
    name: "active_servers",
    kind: "integer",
    cost: "drain",
    min: 2,
    max: 3,
    unit: "servers",
    scale: "linear",
    default: 3,
    safe: 3,
  },
  {
    ...everyAttribute,
    name: "caching_strategy",
    kind: "categorical",
    choices: ["off", "short", "long"],
    ordered: true,
    default: "short",
    safe: "short",
  },
];

/** Three unequal servers and a small shop: enough to be overrun in seconds and simulated in milliseconds. */
export const smallFleet: FleetModel = {
  servers: [
    { name: "s1", size: 1.3 },
    { name: "s2", size: 1 },
    { name: "s3", size: 0.7 },
  ],
  classes: [
    class_("page", 0.7, 5, true),
    class_("search", 0.2, 10, false),
    { ...class_("checkout", 0.1, 8, false), retryable: false },
  ],
  catalogue: { items: 300, exponent: 0.9 },
  cacheTtlS: { off: 0, short: 3, long: 30 },
  cpu: { kind: "fluid" },
  discipline: "processor-sharing",
  coresPerRequest: 1,
  overheadMs: { server: 2, cache: 1 },
  queue: { limit: 500, timeoutMs: 1_500 },
  clientTimeoutMs: 4_000,
  retries: 1,
  attributes,
  actuationDelayS: { hot: 0, drain: 1, restart: 5 },
  objective: { p95Ms: 150, errorShare: 0.01 },
  behaviour: {
    mobileShare: 0.5,
    sessionDepth: 4,
    conversion: 0.03,
    conversionLossPer100Ms: 0.05,
    revenuePerOrder: 50,
  },
  cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
};

/** Situations around it: crowds that outgrow its defaults. */
export const smallSpread: ScenarioSpread = {
  fleet: smallFleet,
  seconds: 60,
  warmupS: 5,
  calm: { min: 60, max: 80 },
  peak: { min: 150, max: 220 },
  mostEvents: 2,
};

export const declaredInputs: readonly DeclaredInput[] = [
  declared("request_rate", "1/s", true),
  declared("latency_p95", "ms"),
  declared("cpu_utilisation", "1"),
  declared("queue_depth", "requests"),
  declared("request_rate.trend", "1/s²"),
  declared("request_rate.forecast_10s", "1/s"),
];

/** The small fleet's task but for its inputs' distributions: `measureInputs` adds them. */
export const smallTask: Omit<TaskDescription, "inputs"> = {
  attributes,
  triggers: [],
  adaptation: { adjustment_factor: 4, risk_tolerance: 0.8, deadband: 0.02, cooldown_s: { grow: 0, shrink: 4 } },
  reward: { breach: 1, cost: 0.5, errors: 0.5, latency: 0.2, churn: 0.02, revenue: 0 },
  decisionIntervalS: 1,
  spread: smallSpread,
};

function class_(counts: "page" | "search" | "checkout", share: number, mean: number, cacheable: boolean) {
  return { name: counts, share, service: { kind: "exponential", mean }, cacheable, counts, retryable: true } as const;
}

function declared(name: string, unit: string, required = false): DeclaredInput {
  return { name, family: "performance", unit, window_s: 1, staleness_s: 5, required };
}
