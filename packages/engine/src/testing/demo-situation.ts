import type { Attribute, Configuration, InputSignal } from "@fleet-persona/persona";
import type { Proposal, Weights } from "../proposal.ts";
import { defaultReactiveSettings } from "../reactive/reactive-settings.ts";
import { noControls } from "../controls.ts";
import type { CooldownMs } from "../guards/pace.ts";
import { defaultCautions, type EngineSettings } from "../settings.ts";
import type { Signals } from "../signals.ts";
import type { Situation } from "../situation.ts";

export const NOW = Date.UTC(2026, 10, 22, 12);

export const cpuAllocation: Attribute = {
  name: "cpu_allocation",
  kind: "continuous",
  scope: "host",
  cost: "hot",
  weight: 1,
  min: 0.1,
  max: 0.2875,
  unit: "cores",
  scale: "linear",
  default: 0.175,
  safe: 0.175,
};

const activeServers: Attribute = {
  name: "active_servers",
  kind: "integer",
  scope: "fleet",
  cost: "drain",
  weight: 1,
  min: 2,
  max: 4,
  unit: "servers",
  scale: "linear",
  default: 4,
  safe: 4,
};

export const cachingStrategy: Attribute = {
  name: "caching_strategy",
  kind: "categorical",
  scope: "fleet",
  cost: "hot",
  weight: 1,
  choices: ["off", "micro", "short", "long"],
  ordered: true,
  default: "short",
  safe: "short",
};

export const loadBalancing: Attribute = {
  name: "load_balancing_algorithm",
  kind: "categorical",
  scope: "fleet",
  cost: "hot",
  weight: 1,
  choices: ["roundrobin", "leastconn", "random2", "uri_hash"],
  ordered: false,
  default: "leastconn",
  safe: "leastconn",
};

export const maxConnections: Attribute = {
  name: "max_connections",
  kind: "integer",
  scope: "fleet",
  cost: "hot",
  weight: 1,
  min: 1,
  max: 16,
  unit: "connections",
  scale: "log",
  default: 2,
  safe: 2,
};

export const demoAttributes: readonly Attribute[] = [
  cpuAllocation,
  activeServers,
  cachingStrategy,
  loadBalancing,
  maxConnections,
];

export const demoConfig: Configuration = {
  cpu_allocation: 0.175,
  active_servers: 4,
  caching_strategy: "short",
  load_balancing_algorithm: "leastconn",
  max_connections: 2,
};

/** An input distributed as mean ± a tenth; stale after 5 s. */
export function inputSignal(name: string, mean: number, required: boolean): InputSignal {
  const spread = Math.abs(mean) / 10;
  return {
    name,
    family: "performance",
    unit: "1",
    window_s: 5,
    staleness_s: 5,
    required,
    distribution: { mean, standard_deviation: spread, p01: mean - 2 * spread, p99: mean + 2 * spread },
  };
}

export const demoInputs: readonly InputSignal[] = [
  inputSignal("request_rate", 120, true),
  inputSignal("request_rate.forecast_1m", 120, false),
  inputSignal("latency_p95", 60, true),
  inputSignal("cpu_utilisation", 0.6, false),
];

/** Readings taken at `at`. */
export function observed(values: Readonly<Record<string, number>>, at = NOW): Signals {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value, at }]));
}

export const calmSignals = {
  request_rate: 120,
  "request_rate.forecast_1m": 120,
  latency_p95: 60,
  cpu_utilisation: 0.6,
};

export function number(mean: number, standardDeviation = 0): Weights {
  return { kind: "number", mean, standardDeviation };
}

export function choice(...probabilities: number[]): Weights {
  return { kind: "choice", probabilities };
}

export function policySays(weights: Readonly<Record<string, Weights>>): Proposal {
  return { kind: "policy", weights, value: 0 };
}

/** The same pace whatever a change costs. */
export function evenCooldowns(grow: number, shrink: number): CooldownMs {
  return { hot: { grow, shrink }, drain: { grow, shrink }, restart: { grow, shrink } };
}

export const demoSettings: EngineSettings = {
  mode: "active",
  attributes: demoAttributes,
  inputs: demoInputs,
  claimedConfidence: 1,
  confidenceFloor: 0.3,
  adjustmentFactor: 1,
  riskTolerance: 0.2,
  deadband: 0.02,
  ...defaultCautions,
  // Most tests are about one step: what is watched over many is theirs who test it.
  guardrail: null,
  cooldownMs: evenCooldowns(5_000, 30_000),
  fallback: "reactive",
  reactive: defaultReactiveSettings,
  safe: demoConfig,
};

/** A calm moment of the demo fleet, with a policy that wants nothing; override what the test is about. */
export function demoSituation({
  settings = {},
  ...rest
}: Partial<Omit<Situation, "settings">> & { settings?: Partial<EngineSettings> } = {}): Situation {
  return {
    now: NOW,
    signals: observed(calmSignals),
    config: demoConfig,
    proposal: policySays({}),
    triggers: [],
    bounds: {},
    controls: noControls,
    ...rest,
    settings: { ...demoSettings, ...settings },
  };
}
