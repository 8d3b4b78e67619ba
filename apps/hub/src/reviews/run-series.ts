import type { GateScenario, GateSeries } from "@fleet-persona/persona";
import type { Interval } from "../live/breach.ts";
import type { LiveData } from "../live/live-data.ts";
import type { SignalSeries } from "../live/live-source.ts";

export type RunPolicy = GateSeries["policy"];
export type RunColumn = "requests" | "p95_ms" | "cost";

/** One scenario's runs, by who steered. */
export type ScenarioRuns = Readonly<Partial<Record<RunPolicy, GateSeries>>>;

export function runsOfScenario(series: readonly GateSeries[], name: GateScenario["name"]): ScenarioRuns {
  return Object.fromEntries(series.filter(({ scenario }) => scenario === name).map((run) => [run.policy, run]));
}

/** One column over the run's own time, ms since it began. */
export function samplesOf(run: GateSeries | undefined, column: RunColumn): SignalSeries {
  if (run === undefined) return [];
  const values = run[column];
  return run.t.map((second, index) => ({ at: second * 1_000, value: values[index] ?? null }));
}

/** From the beginning to the end of the longest run, ms. */
export function spanOf(runs: ScenarioRuns): Interval {
  const ends = Object.values(runs).map(({ t }) => (t.at(-1) ?? 0) + stepOf(t));
  return { from: 0, to: Math.max(1, ...ends) * 1_000 };
}

/** The stretches in breach, ms since the run began. */
export function breachesOf(run: GateSeries | undefined): readonly Interval[] {
  if (run === undefined) return [];
  const step = stepOf(run.t);
  const found: { from: number; to: number }[] = [];
  for (const [index, second] of run.t.entries()) {
    if ((run.breach[index] ?? 0) <= 0) continue;
    const [from, to] = [second * 1_000, (second + step) * 1_000];
    const last = found.at(-1);
    if (last !== undefined && from - last.to < 1) last.to = to;
    else found.push({ from, to });
  }
  return found;
}

/** What the configuration was, as the lanes of a fleet's page take it. */
export function lanesOf(run: GateSeries | undefined): LiveData {
  const config = Object.entries(run?.config ?? {}).map(([name, column]) => [
    name,
    column.map((value, index) => ({ at: (run?.t[index] ?? 0) * 1_000, value })),
  ]);
  return { signals: {}, config: Object.fromEntries(config), decisions: [], events: [] };
}

function stepOf(t: readonly number[]): number {
  return (t[1] ?? 1) - (t[0] ?? 0);
}

/** `75` as `1:15`: time since a run began. */
export function runClock(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/** The least and the most an attribute was in the runs with guards; null where it is no number or never ran. */
export function usedRange(series: readonly GateSeries[], attribute: string): readonly [number, number] | null {
  const used = series
    .filter(({ policy }) => policy === "guarded")
    .flatMap(({ config }) => config[attribute] ?? [])
    .filter((value) => typeof value === "number");
  return used.length === 0 ? null : [Math.min(...used), Math.max(...used)];
}

/** The choices an attribute had in the runs with guards, the most frequent first. */
export function usedChoices(series: readonly GateSeries[], attribute: string): readonly (string | boolean)[] {
  const used = series
    .filter(({ policy }) => policy === "guarded")
    .flatMap(({ config }) => config[attribute] ?? [])
    .filter((value) => typeof value !== "number");
  const counts = Map.groupBy(used, (value) => value);
  return [...counts].toSorted(([, a], [, b]) => b.length - a.length).map(([value]) => value);
}
