import type { TrialMaterial } from "@fleet-persona/hub-core";
import { tensor, type OnnxModelSession } from "@fleet-persona/learning";
import type { Attribute, Manifest } from "@fleet-persona/persona";
import { startSimulation, type FleetModel } from "@fleet-persona/simulator";

const cpu: Attribute = {
  name: "cpu_allocation",
  kind: "continuous",
  scope: "host",
  cost: "hot",
  weight: 1,
  min: 0.5,
  max: 2,
  unit: "cores",
  scale: "linear",
  default: 0.8,
  safe: 1,
};
const balancing: Attribute = {
  name: "load_balancing_algorithm",
  kind: "categorical",
  scope: "fleet",
  cost: "hot",
  weight: 1,
  choices: ["roundrobin", "leastconn"],
  ordered: false,
  default: "leastconn",
  safe: "leastconn",
};

const distribution = { mean: 60, standard_deviation: 30, p01: 10, p99: 140 };
const input = { family: "performance", window_s: 5, staleness_s: 5, distribution } as const;

/** A Persona that steers the cores of a fleet by its request rate. */
export const toyManifest: Manifest = {
  schema: "fleet-persona/1",
  id: "acme/toy",
  name: "Toy",
  version: 1,
  creation_date: "2026-11-22",
  author: { name: "Acme" },
  tags: [],
  summary: "Steers a toy.",
  licence: "Apache-2.0",
  changelog: [],
  input_data_sources: ["haproxy"],
  attributes: [cpu, balancing],
  optimal_config: { cpu_allocation: 1, load_balancing_algorithm: "leastconn" },
  triggers: [],
  confidence_score: 1,
  adaptation: { adjustment_factor: 2, risk_tolerance: 0.5, deadband: 0.01, cooldown_s: { grow: 0, shrink: 0 } },
  policy: {
    file: "policy.onnx",
    opset: 17,
    inputs: {
      signals: [
        { ...input, name: "request_rate", unit: "1/s", required: true },
        { ...input, name: "request_rate.forecast_1m", unit: "1/s", required: false },
      ],
      config: ["cpu_allocation", "load_balancing_algorithm"],
    },
    outputs: ["cpu_allocation", "load_balancing_algorithm"],
  },
  training: { algorithm: "by hand", environment: "toy", steps: 0, seeds: [], generation: 0, parents: [] },
  requires: { engine: 1, signals: ["request_rate"], attributes: ["cpu_allocation"] },
  files: [],
};

/** Wants so many cores, whatever comes: a mean on the unit interval. */
export function wants(mean: number): OnnxModelSession {
  return {
    run: () =>
      Promise.resolve({
        "weights.cpu_allocation": tensor(Float32Array.of(mean, 0.05), [1, 2]),
        "weights.load_balancing_algorithm": tensor(Float32Array.of(0.05, 0.95), [1, 2]),
        value: tensor(Float32Array.of(0), [1, 1]),
      }),
  };
}

const toyFleet: FleetModel = {
  servers: [
    { name: "a", size: 1 },
    { name: "b", size: 1 },
  ],
  classes: [
    {
      name: "page",
      share: 1,
      service: { kind: "uniform", mean: 12, spread: 0.5 },
      cacheable: false,
      counts: "page",
      retryable: true,
    },
  ],
  catalogue: { items: 1, exponent: 0.8 },
  cacheTtlS: {},
  cpu: { kind: "fluid" },
  discipline: "processor-sharing",
  coresPerRequest: 1,
  overheadMs: { server: 3, cache: 1 },
  queue: { limit: 1_000, timeoutMs: 5_000 },
  clientTimeoutMs: 10_000,
  retries: 1,
  attributes: [cpu, balancing],
  actuationDelayS: { hot: 0, drain: 0, restart: 0 },
  objective: { p95Ms: 150, errorShare: 0.01 },
  behaviour: { mobileShare: 0, sessionDepth: 1, conversion: 0, conversionLossPer100Ms: 0, revenuePerOrder: 0 },
  cost: { perCoreSecond: 1, perServerSecond: 0, minimumBillingS: 0, perBreachSecond: 0 },
};

const STARTS_AT = Date.UTC(2026, 10, 23, 9);

/** What a toy fleet recorded in so many minutes: a load that swings, and cores that somebody changed every ten. */
export function toyMaterial(minutes: number): TrialMaterial {
  const seconds = minutes * 60;
  const points = Array.from({ length: seconds / 10 + 1 }, (_, index) => ({
    t: index * 10,
    rate: 70 + 35 * Math.sin((index * 10) / 400),
  }));
  const simulation = startSimulation({ fleet: toyFleet, traffic: { points }, seconds, seed: 7 });
  const names = ["request_rate", "latency_p50", "latency_p95", "error_rate", "cpu_utilisation", "queue_depth"];
  const columns: Record<string, Float64Array> = {};
  const column = (name: string) => (columns[name] ??= new Float64Array(seconds).fill(Number.NaN));
  for (let second = 0; second < seconds; second += 1) {
    if (second % 600 === 0) simulation.apply({ cpu_allocation: [0.8, 1, 1.2][(second / 600) % 3] ?? 1 });
    const { signals } = simulation.advance(1);
    const cores = Number(simulation.config()["cpu_allocation"]);
    for (const name of names) column(name)[second] = signals[name] ?? Number.NaN;
    column("allocated_cores")[second] = 2 * cores;
    column("config.cpu_allocation")[second] = cores;
    column("config.active_servers")[second] = 2;
    column("config.load_balancing_algorithm")[second] = 1;
    column("confidence")[second] = 0.5;
  }
  const at = Float64Array.from({ length: seconds }, (_, second) => STARTS_AT + 1000 * second);
  const units = { "config.load_balancing_algorithm": "roundrobin|leastconn" };
  return {
    digest: "a".repeat(64),
    manifest: toyManifest,
    model: new Uint8Array(),
    host: { name: "web-1", of: 2 },
    recording: { at, columns, units, truncated: false },
    document: {
      control: { freezeWindows: [], triggers: [], declared: {}, stepLimits: {}, rollout: null },
      settings: {},
      bounds: { cpu_allocation: { kind: "range", min: 0.5, max: 1.5 } },
    },
  };
}
