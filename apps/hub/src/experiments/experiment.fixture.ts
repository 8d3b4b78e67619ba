import { experimentPlanSchema } from "@fleet-persona/experiments";
import type { ExperimentListItem, ExperimentView } from "@fleet-persona/hub-core";

const metric = (name: string, title: string, unit: string, signal: string) => ({
  name,
  title,
  unit,
  better: "lower" as const,
  measure: { kind: "mean" as const, signal },
});

export const fixturePlan = experimentPlanSchema.parse({
  name: "Half the adjustment factor",
  design: { kind: "hosts" },
  arms: [
    { name: "control", title: "As it is", treatment: { kind: "as-is" } },
    {
      name: "calm",
      title: "Half the adjustment factor",
      treatment: { kind: "as-is", settings: { adjustmentFactor: 0.5 } },
    },
  ],
  metrics: [
    metric("p95", "Latency p95", "ms", "latency_p95"),
    metric("cores", "Cores allocated", "cores", "allocated_cores"),
  ],
  goal: "p95",
  guardrails: [{ metric: "cores", margin: 0.1, scale: "relative" }],
  minimumEffect: 0.1,
  minS: 3_600,
  maxS: 86_400,
  ramp: [1, 5, 10, 25, 100].map((percent) => ({ percent, leastS: 600 })),
});

const effect = { estimate: -0.2, low: -0.31, high: -0.08 };

export const listItem = (over: Partial<ExperimentListItem> = {}): ExperimentListItem => ({
  experimentId: "0198c0de-0000-7000-8000-000000000001" as ExperimentListItem["experimentId"],
  number: 3,
  name: fixturePlan.name,
  fleetId: "0198c0de-0000-7000-8000-00000000000f" as ExperimentListItem["fleetId"],
  fleetName: "Shop Europe",
  fleetSlug: "shop-europe",
  status: "running",
  sentence: "Latency p95 is 20 % lower.",
  goal: { name: "p95", title: "Latency p95", unit: "ms", better: "lower" },
  arms: fixturePlan.arms.map(({ name, title }) => ({ name, title })),
  verdict: null,
  effect: { arm: "calm", absolute: { estimate: -17, low: -26, high: -7 }, relative: effect },
  campaignId: null,
  createdAt: 0,
  startedAt: 1_000,
  endedAt: null,
  ...over,
});

/** An experiment on its ramp: the first step skipped, the third under way. */
export const experimentView = (over: Partial<ExperimentView> = {}): ExperimentView => ({
  ...listItem(),
  plan: fixturePlan,
  armViews: fixturePlan.arms.map(({ name, title }, index) => ({
    name,
    title,
    runs: "acme/surge-ready version 3",
    personaVersionId: null,
    isControl: index === 0,
    dropped: false,
    dealt: 10 + index,
    carrying: 10,
    left: index,
    measured: 9,
  })),
  stage: { kind: "ramp", percent: 10, since: 1_000, measuredS: 300, runningS: 900, minS: 3_600, maxS: 86_400 },
  ramp: [
    { percent: 1, leastS: 600, hosts: 0, state: "skipped" },
    { percent: 5, leastS: 600, hosts: 1, state: "done" },
    { percent: 10, leastS: 600, hosts: 2, state: "current" },
    { percent: 25, leastS: 600, hosts: 5, state: "ahead" },
    { percent: 100, leastS: 600, hosts: 20, state: "ahead" },
  ],
  blocks: null,
  figures: null,
  power: null,
  steps: [],
  paused: null,
  conclusion: null,
  createdBy: "sre@acme.example",
  nextLookAt: 61_000,
  ...over,
});
