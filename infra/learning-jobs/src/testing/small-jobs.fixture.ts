import { demoAttributes } from "@fleet-persona/demo-fleet";
import {
  datasetOf,
  encodeDataset,
  exportPolicy,
  initialWeights,
  policyLayout,
  randomFromSeed,
  type LoggedEpisode,
  type ManifestDraft,
  type TaskDescription,
} from "@fleet-persona/learning";
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

const EXPLORE_MS = 4_000;
const DIGEST = "ab".repeat(32);
const { attributes, inputs, triggers, adaptation } = task;
const untrained = { attributes, inputs, hidden: [] };
// With no trunk the layout is the heads alone; a policy that knows nothing explores well.
const policy = Buffer.from(
  exportPolicy(untrained, initialWeights(policyLayout(untrained), randomFromSeed(1))),
).toString("base64");

/** A host that explores for half a minute. */
export function exploreJob(host: number): Extract<LearningJob, { kind: "explore" }> {
  const persona = { id: "acme/small", version: 1, digest: DIGEST };
  const experiment = { id: "6f1c7d80-6a25-4c0f-9d8e-0a4f0c1f7a11", arm: "explorer" };
  return {
    kind: "explore",
    task,
    policy: {
      name: "small",
      model: policy,
      inputs: [...inputs],
      attributes: [...attributes],
      triggers: [...triggers],
      adaptation,
      claimedConfidence: 1,
    },
    of: { tenant: "t", host: `h${host}`, experiment, persona },
    everyMs: EXPLORE_MS,
    seed: 900 + host,
  };
}

/** The same version refined from what its hosts logged. */
export function refineJob(episodes: readonly LoggedEpisode[]): Extract<LearningJob, { kind: "refine" }> {
  const spec = { attributes, inputs, reward: task.reward, everyMs: EXPLORE_MS, allowed: {} };
  const names = attributes.map(({ name }) => name);
  const manifest: ManifestDraft = {
    schema: "fleet-persona/1",
    id: "acme/small",
    name: "Small",
    version: 1,
    creation_date: "2026-01-01",
    author: { name: "Acme" },
    tags: [],
    summary: "Two small servers.",
    licence: "Apache-2.0",
    changelog: [],
    input_data_sources: [],
    attributes: [...attributes],
    optimal_config: Object.fromEntries(attributes.map((each) => [each.name, each.default])),
    triggers: [...triggers],
    confidence_score: 0.7,
    adaptation,
    policy: { file: "policy.onnx", opset: 17, inputs: { signals: [...inputs], config: names }, outputs: names },
    training: { algorithm: "none", environment: "none", steps: 0, seeds: [1], generation: 0, parents: [] },
    requires: { engine: 1, signals: ["request_rate"], attributes: [] },
  };
  return {
    kind: "refine",
    parent: { manifest, policy, card: "# Small\n", digest: DIGEST },
    dataset: Buffer.from(encodeDataset(datasetOf(spec, episodes))).toString("base64"),
    settings: { algorithm: "policy", policy: { epochs: 3 }, offPolicy: { horizon: 3, leastEffective: 3 } },
    seed: 1,
    date: "2026-11-26",
  };
}
