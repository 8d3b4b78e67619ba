import { below, randomFromSeed, shuffled, uniform, type Random } from "@fleet-persona/learning";
import type { GateScenario } from "@fleet-persona/persona";
import { generateTraffic, type Fault, type Scenario, type Span, type Traffic } from "@fleet-persona/simulator";
import { GATE_RULES } from "../gate-rules.ts";
import type { ClockSkew } from "./clock-skew.ts";
import type { GateEnvironment } from "./gate-environment.ts";

export type GateScenarioName = GateScenario["name"];

/** One run's world: what happens to the fleet, and what is wrong with the clocks of those who look at it. */
export type GateSituation = { readonly scenario: Scenario; readonly skew?: ClockSkew };

type Drawn = {
  readonly random: Random;
  readonly seed: number;
  readonly calm: number;
  readonly peak: number;
  readonly servers: number;
};
type Life = { readonly traffic: Traffic; readonly faults?: readonly Fault[]; readonly skew?: ClockSkew };

const { seconds: SECONDS, warmupS: WARMUP_S } = GATE_RULES;
const MEASURED_S = SECONDS - WARMUP_S;
// Share of the way from calm to the crowd that an ordinary day goes at its busiest.
const BUSY = 0.35;
const LATENCIES = ["latency_p50", "latency_p95", "latency_p99"];
const PERFORMANCE = [
  ...LATENCIES,
  "request_rate",
  "error_rate",
  "queue_depth",
  "cpu_utilisation",
  "cache_hit_ratio",
  "throughput",
];

/** The kinds of life the gate leads a Persona through, each drawn anew for a seed. */
const LIVES: Readonly<Record<GateScenarioName, (drawn: Drawn) => Life>> = {
  diurnal: (drawn) => ({ traffic: trafficOf(drawn, "diurnal", { calm: 0.7, peak: BUSY }) }),
  // Up to a quarter higher than training saw: a surge nobody has seen before.
  "flash-crowd": (drawn) => ({
    traffic: trafficOf(drawn, "flashCrowd", { calm: 1, peak: 0.9 + 0.35 * uniform(drawn.random) }),
  }),
  "slow-leak": (drawn) => ({
    traffic: { ...trafficOf(drawn, "steady", { calm: 1, peak: 0 }), heaviness: leak(drawn.random) },
  }),
  "server-loss": (drawn) => {
    const from = moment(drawn.random, 0.1, 0.4);
    return {
      traffic: trafficOf(drawn, "bursts", { calm: 0.9, peak: 0.25 }),
      faults: [{ kind: "server-down", server: below(drawn.random, drawn.servers), from, to: from + 45 }],
    };
  },
  "cache-busting": (drawn) => {
    const from = moment(drawn.random, 0.1, 0.4);
    const share = 0.4 + 0.5 * uniform(drawn.random);
    return {
      traffic: trafficOf(drawn, "bursts", { calm: 0.9, peak: 0.3 }),
      faults: [{ kind: "cache-busting", from, to: from + 50, share }],
    };
  },
  "metric-drop-out": (drawn) => ({
    traffic: trafficOf(drawn, "flashCrowd", { calm: 1, peak: 0.7 }),
    faults: dropOuts(drawn.random),
  }),
  "nan-storm": (drawn) => ({
    traffic: trafficOf(drawn, "campaign", { calm: 1, peak: 0.6 }),
    faults: storm(drawn.random),
  }),
  "clock-skew": (drawn) => ({
    traffic: trafficOf(drawn, "campaign", { calm: 1, peak: BUSY }),
    skew: skewOf(drawn.random),
  }),
};

export const GATE_SCENARIOS = Object.keys(LIVES) as readonly GateScenarioName[];

/** The same name, environment and seed: the same situation. */
export function situationOf(name: GateScenarioName, seed: number, { fleet, rates }: GateEnvironment): GateSituation {
  const random = randomFromSeed(seed);
  const { traffic, faults = [], skew } = LIVES[name]({ random, seed, ...rates, servers: fleet.servers.length });
  // Nobody declares anything: standard intents are observed as 0.
  const scenario = { fleet, traffic: { ...traffic, intents: {} }, faults, seconds: SECONDS, seed };
  return skew === undefined ? { scenario } : { scenario, skew };
}

/** `calm` as a share of calm; `peak` as a share of the way from calm to the crowd. */
function trafficOf(
  { seed, calm, peak }: Drawn,
  shape: "diurnal" | "flashCrowd" | "steady" | "bursts" | "campaign",
  share: { readonly calm: number; readonly peak: number },
): Traffic {
  const top = calm + (peak - calm) * share.peak;
  return generateTraffic({ shape, seed, seconds: SECONDS, calm: calm * share.calm, peak: top, warmupS: WARMUP_S });
}

/** Every request costs a little more than the one before, until somebody restarts the leaking thing. */
function leak(random: Random): readonly Span[] {
  const most = 0.5 + 0.4 * uniform(random);
  const restart = moment(random, 0.75, 0.9);
  const steps = 24;
  const step = (restart - WARMUP_S) / steps;
  return Array.from({ length: steps }, (_, at) => ({
    from: WARMUP_S + at * step,
    to: WARMUP_S + (at + 1) * step,
    value: 1 + (most * (at + 1)) / steps,
  }));
}

/** First what is slow to compute, then what a policy cannot do without, then everything. */
function dropOuts(random: Random): readonly Fault[] {
  const from = moment(random, 0.05, 0.2);
  const gap = 15 + 10 * uniform(random);
  const missing = (at: number, length: number, signals: readonly string[]): Fault => ({
    kind: "signals-missing",
    from: from + at * gap,
    to: from + at * gap + length,
    signals,
  });
  return [
    missing(0, 20, LATENCIES),
    missing(1.5, 15, ["cpu_utilisation", "queue_depth"]),
    missing(2.5, 20, ["request_rate"]),
    missing(4, 15, PERFORMANCE),
  ];
}

/** Seconds of nonsense in changing signals. */
function storm(random: Random): readonly Fault[] {
  const faults: Fault[] = [];
  for (let t = WARMUP_S + 10 * uniform(random); t < SECONDS; t += 6 + 14 * uniform(random)) {
    const signals = shuffled(random, PERFORMANCE).slice(0, 1 + below(random, PERFORMANCE.length));
    faults.push({ kind: "signals-nan", from: t, to: t + 2 + 8 * uniform(random), signals });
  }
  return faults;
}

/** The host's clock jumps ahead and is set back; the logs' clock is off by more than anybody may be, either way. */
function skewOf(random: Random): ClockSkew {
  const jump = moment(random, 0.15, 0.3);
  const off = moment(random, 0.5, 0.7);
  const sign = uniform(random) < 0.5 ? -1 : 1;
  return {
    host: [{ from: jump, to: jump + 40, value: 30 + 90 * uniform(random) }],
    logs: [{ from: off, to: off + 30, value: sign * (20 + 40 * uniform(random)) }],
  };
}

function moment(random: Random, least: number, most: number): number {
  return WARMUP_S + MEASURED_S * (least + (most - least) * uniform(random));
}
