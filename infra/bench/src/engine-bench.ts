import { performance } from "node:perf_hooks";
import { parseArgs } from "node:util";
import {
  changesOf,
  cooldownsFrom,
  defaultCautions,
  defaultReactiveSettings,
  initialMemory,
  noControls,
  noteApplied,
  step,
  type EngineSettings,
  type Situation,
  type Weights,
} from "@fleet-persona/engine";
import type { Attribute, InputSignal, Trigger } from "@fleet-persona/persona";
import { benchResult, type BenchResult } from "./result.ts";

const SIGNALS = 40;
const START = Date.UTC(2026, 10, 25, 9);

/** One step with 40 signals, 8 attributes and every guard at work, the policy's own run excluded: `--steps N` (200000). */
export function engineBench(options: readonly string[]): Promise<readonly BenchResult[]> {
  const { values } = parseArgs({ args: [...options], options: { steps: { type: "string", default: "200000" } } });
  const steps = Number(values.steps);
  const times = new Float64Array(steps);
  const baseline = new Float64Array(steps);
  const moments = Array.from({ length: 64 }, (_, index) => momentOf(index));
  let memory = initialMemory();
  let config = Object.fromEntries(attributes.map(({ name, default: value }) => [name, value]));
  let applied = 0;
  for (let index = -5000; index < steps; index += 1) {
    const now = START + (index + 5000) * 1000;
    const moment = moments[(index + 5000) % moments.length] ?? momentOf(0);
    const situation = { ...moment, now, config, signals: readingsAt(now, moment.level) };
    const began = performance.now();
    const taken = step(memory, situation);
    const took = performance.now() - began;
    const from = performance.now();
    JSON.stringify(taken.decision);
    if (index >= 0) [times[index], baseline[index]] = [took, performance.now() - from];
    memory = taken.memory;
    const changes = changesOf(taken.decision);
    if (changes.length === 0) continue;
    applied += 1;
    const was = Object.fromEntries(changes.map((change) => [change.attribute, change.from]));
    const readBack = Object.fromEntries(changes.map((change) => [change.attribute, change.to]));
    config = { ...config, ...readBack };
    memory = noteApplied(memory, { from: was, readBack, at: now }, settings);
  }
  const us = (sorted: Float64Array, share: number): number => (sorted[Math.floor(sorted.length * share)] ?? 0) * 1000;
  const sorted = times.toSorted();
  const yardstick = baseline.toSorted();
  return Promise.resolve([
    benchResult({ name: "engine_step_p50_us", value: us(sorted, 0.5), unit: "us", target: null }),
    benchResult({ name: "engine_step_p99_us", value: us(sorted, 0.99), unit: "us", target: { atMost: 100 } }),
    benchResult({ name: "engine_step_p999_us", value: us(sorted, 0.999), unit: "us", target: null }),
    // The same run's yardstick: how far a fixed piece of work strays on this machine just now.
    benchResult({ name: "baseline_json_p50_us", value: us(yardstick, 0.5), unit: "us", target: null }),
    benchResult({ name: "baseline_json_p99_us", value: us(yardstick, 0.99), unit: "us", target: null }),
    benchResult({ name: "steps_that_changed_something", value: applied / steps, unit: "ratio", target: null }),
  ]);
}

const shared = { cost: "hot", weight: 1 } as const;
const attributes: readonly Attribute[] = [
  {
    name: "cpu_allocation",
    kind: "continuous",
    scope: "host",
    ...shared,
    min: 0.1,
    max: 4,
    unit: "cores",
    scale: "log",
    default: 1,
    safe: 1,
  },
  {
    name: "active_servers",
    kind: "integer",
    scope: "fleet",
    ...shared,
    cost: "drain",
    min: 2,
    max: 20,
    unit: "servers",
    scale: "linear",
    default: 8,
    safe: 8,
  },
  {
    name: "caching_strategy",
    kind: "categorical",
    scope: "fleet",
    ...shared,
    choices: ["off", "micro", "short", "long"],
    ordered: true,
    default: "short",
    safe: "short",
  },
  {
    name: "cache_ttl",
    kind: "integer",
    scope: "fleet",
    ...shared,
    min: 1,
    max: 600,
    unit: "s",
    scale: "log",
    default: 30,
    safe: 30,
  },
  {
    name: "load_balancing_algorithm",
    kind: "categorical",
    scope: "fleet",
    ...shared,
    choices: ["roundrobin", "leastconn", "random2", "uri_hash"],
    ordered: false,
    default: "leastconn",
    safe: "leastconn",
  },
  {
    name: "max_connections",
    kind: "integer",
    scope: "host",
    ...shared,
    min: 1,
    max: 256,
    unit: "connections",
    scale: "log",
    default: 32,
    safe: 32,
  },
  {
    name: "request_timeout",
    kind: "continuous",
    scope: "host",
    ...shared,
    cost: "restart",
    min: 1,
    max: 60,
    unit: "s",
    scale: "linear",
    default: 10,
    safe: 10,
  },
  { name: "compression", kind: "boolean", scope: "host", ...shared, default: true, safe: true },
];

const names = Array.from({ length: SIGNALS }, (_, index) =>
  index === 0
    ? "request_rate"
    : index === 1
      ? "request_rate.forecast_1m"
      : index === 2
        ? "latency_p95"
        : index === 3
          ? "error_rate"
          : `signal_${index}`,
);

const inputs: readonly InputSignal[] = names.map((name, index) => ({
  name,
  family: "performance",
  unit: "1",
  window_s: 5,
  staleness_s: 5,
  required: index < 8,
  distribution: { mean: 100, standard_deviation: 20, p01: 60, p99: 140 },
}));

const settings: EngineSettings = {
  ...defaultCautions,
  mode: "active",
  attributes,
  inputs,
  claimedConfidence: 0.9,
  confidenceFloor: 0.2,
  adjustmentFactor: 2,
  riskTolerance: 0.3,
  deadband: 0.02,
  stepLimits: { cpu_allocation: { grow: 0.5, shrink: 0.2 }, active_servers: { grow: 2, shrink: 1 } },
  cooldownMs: cooldownsFrom({ grow: 2000, shrink: 10_000 }),
  stabilisationMs: { grow: 2000, shrink: 30_000 },
  fallback: "reactive",
  reactive: defaultReactiveSettings,
  safe: Object.fromEntries(attributes.map(({ name, safe }) => [name, safe])),
};

const triggers: readonly Trigger[] = Array.from({ length: 8 }, (_, index) => ({
  name: `trigger-${index}`,
  when: { signal: names[index * 4] ?? "request_rate", comparison: ">", threshold: 125, for_s: 2, hysteresis: 5 },
  // oxlint-disable-next-line unicorn/no-thenable -- the manifest's own word; a trigger is never awaited
  then: index % 2 === 0 ? { kind: "decide" } : { kind: "pin", attribute: "cache_ttl", value: 60 },
}));

const controls: Situation["controls"] = {
  ...noControls,
  triggers: triggers.slice(0, 2).map((trigger) => ({ ...trigger, name: `tenant-${trigger.name}` })),
  pauses: [{ scope: { kind: "attribute", attribute: "compression" }, until: null }],
  freezeWindows: [
    {
      name: "weekend",
      window: { kind: "weekly", days: [6, 7], from: "22:00", until: "02:00", timeZone: "Europe/Berlin" },
    },
  ],
  rollout: { place: 3, hosts: 40, perWindow: 10, windowMs: 5000, jitter: 0.5 },
};

function momentOf(index: number): Omit<Situation, "now" | "config" | "signals"> & { level: number } {
  const swing = Math.sin((index / 64) * 2 * Math.PI);
  const weights = Object.fromEntries(
    attributes.map((attribute, at) => [attribute.name, weightsOf(attribute, swing, at)]),
  );
  return {
    level: 100 + 30 * swing,
    proposal: { kind: "policy", weights, value: 0 },
    triggers,
    settings,
    bounds: { cpu_allocation: { kind: "range", min: 0.2, max: 3 }, active_servers: { kind: "range", min: 3, max: 16 } },
    controls,
  };
}

function weightsOf(attribute: Attribute, swing: number, at: number): Weights {
  const lean = 0.5 + 0.45 * Math.sin(swing * 3 + at);
  if (attribute.kind === "continuous" || attribute.kind === "integer")
    return { kind: "number", mean: lean, standardDeviation: 0.05 };
  const count = attribute.kind === "categorical" ? attribute.choices.length : 2;
  const rest = (1 - lean) / (count - 1);
  return {
    kind: "choice",
    probabilities: Array.from({ length: count }, (_, rank) => (rank === at % count ? lean : rest)),
  };
}

function readingsAt(now: number, level: number): Situation["signals"] {
  return Object.fromEntries(names.map((name) => [name, { value: name === "error_rate" ? 0.001 : level, at: now }]));
}
