import type { Configuration } from "@fleet-persona/persona";
import type { Outcome } from "@fleet-persona/simulator";
import type { RunSecond } from "../fleet/fleet-run.ts";

/** What one run came to, its warm-up left out; plain JSON under the names that reports and command lines use. */
export type PolicyFigures = {
  readonly breach_seconds: number;
  /** Allocated core-seconds, used or not. */
  readonly core_seconds: number;
  /** By the fleet's cost model, in its unit: what "no more cost" is judged by. */
  readonly cost: number;
  readonly requests: number;
  readonly errors: number;
  /** ms; null where nothing was answered. */
  readonly p95_ms: number | null;
  readonly revenue: number;
  /** Sum over the seconds, by the task's weights. */
  readonly reward: number;
};

/** A run second by second, in columns. */
export type RunSeries = {
  readonly t: readonly number[];
  /** Requests sent in the second, and its p95 in ms. */
  readonly requests: readonly number[];
  readonly p95_ms: readonly (number | null)[];
  readonly errors: readonly number[];
  readonly cost: readonly number[];
  readonly breach: readonly number[];
  /** What was ordered, by attribute. */
  readonly config: Readonly<Record<string, readonly (number | string | boolean)[]>>;
};

export function figuresOf(outcome: Outcome, reward: number): PolicyFigures {
  return {
    breach_seconds: outcome.breachSeconds,
    core_seconds: outcome.coreSeconds,
    cost: outcome.cost,
    requests: outcome.requests,
    errors: outcome.errors,
    p95_ms: writable(outcome.p95Ms),
    revenue: outcome.revenue,
    reward,
  };
}

export function seriesOf(seconds: readonly RunSecond[]): RunSeries {
  const column = <T>(read: (second: RunSecond) => T): T[] => seconds.map(read);
  const names = Object.keys(seconds[0]?.config ?? {});
  return {
    t: column(({ t }) => t),
    requests: column(({ outcome }) => outcome.requests),
    p95_ms: column(({ outcome }) => writable(outcome.p95Ms)),
    errors: column(({ outcome }) => outcome.errors),
    cost: column(({ outcome }) => outcome.cost),
    breach: column(({ outcome }) => outcome.breachSeconds),
    config: Object.fromEntries(names.map((name) => [name, column(({ config }) => valueOf(config, name))])),
  };
}

/** Each figure's mean over the runs; a p95 over those that have one. */
export function meanFigures(runs: readonly PolicyFigures[]): PolicyFigures {
  const mean = (read: (figures: PolicyFigures) => number | null): number => {
    const known = runs.map(read).filter((value) => value !== null);
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  };
  return {
    breach_seconds: mean((run) => run.breach_seconds),
    core_seconds: mean((run) => run.core_seconds),
    cost: mean((run) => run.cost),
    requests: mean((run) => run.requests),
    errors: mean((run) => run.errors),
    p95_ms: writable(mean((run) => run.p95_ms)),
    revenue: mean((run) => run.revenue),
    reward: mean((run) => run.reward),
  };
}

function writable(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

function valueOf(config: Configuration, name: string): number | string | boolean {
  return config[name] ?? "";
}
