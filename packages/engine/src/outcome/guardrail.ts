import type { Configuration } from "@fleet-persona/persona";
import { usable, type Signals } from "../signals.ts";

/** When a change is taken back; see `watchOutcome`. */
export type GuardrailSettings = {
  /** Rise of the error rate (absolute) that takes a change back. */
  readonly errorRateIncrease: number;
  /** Rise of p95 (share of what it was) that takes a change back. */
  readonly latencyIncrease: number;
  readonly windowMs: number;
};

type Measured = number | null;
type Sample = {
  readonly at: number;
  readonly errorRate: Measured;
  readonly latency: Measured;
  readonly demand: Measured;
};

/** What a stretch of time looked like: means; demand is null when it was not measured. */
export type Outcome = { readonly errorRate: number; readonly latency: number; readonly demand: number | null };

/** A change that is being watched. `before` holds the changed attributes as they were when the service was last judged good. */
type Watch = { readonly since: number; readonly before: Configuration; readonly baseline: Outcome };

/** What is remembered about outcomes; plain JSON. `backedOff`: attributes taken back, and until when they stay there. */
export type OutcomeMemory = {
  readonly samples: readonly Sample[];
  readonly watch: Watch | null;
  /** A way back that has not arrived yet, and until when it is tried. */
  readonly rollback: { readonly back: Configuration; readonly until: number } | null;
  readonly backedOff: Readonly<Record<string, number>>;
};

export const noOutcome: OutcomeMemory = { samples: [], watch: null, rollback: null, backedOff: {} };

/** A change that made things worse: what to go back to, and the figures that say so. */
export type Tripped = { readonly back: Configuration; readonly before: Outcome; readonly after: Outcome };

// Fewer than this many readings prove nothing either way.
const LEAST_SAMPLES = 5;
const MOST_SAMPLES = 120;
// A few milliseconds more are noise, whatever share of a small latency they are.
const LEAST_LATENCY_RISE_MS = 20;
// When more is asked of the service than before, a change is not to blame for what more load does.
const NOTABLE_DEMAND_RISE = 1.25;
const BACK_OFF_WINDOWS = 10;
const STALENESS_MS = 15_000;

/**
 * Watches the service after each change and says when to take it back: over at least LEAST_SAMPLES readings since the
 * change, errors or p95 worse than in the window before by more than the limits, and demand not notably higher. A
 * service that is not measured proves nothing: its changes are neither taken back nor called good.
 */
export function watchOutcome(
  memory: OutcomeMemory,
  signals: Signals,
  now: number,
  settings: GuardrailSettings | null,
): { memory: OutcomeMemory; tripped: Tripped | null } {
  if (settings === null) return { memory: noOutcome, tripped: null };
  const samples = withReading(memory.samples, signals, now, settings.windowMs);
  const backedOff = stillBackedOff(memory.backedOff, now);
  const { watch } = memory;
  const rollback = memory.rollback === null || now >= memory.rollback.until ? null : memory.rollback;
  if (watch === null) return { memory: { samples, watch, rollback, backedOff }, tripped: null };
  const after = summary(samples.filter(({ at }) => at > watch.since));
  if (after !== null && isWorse(watch.baseline, after, settings)) {
    const until = now + BACK_OFF_WINDOWS * settings.windowMs;
    const held = Object.keys(watch.before).map((name) => [name, until] as const);
    const tripped = { back: watch.before, before: watch.baseline, after };
    const kept = { samples, watch: null, rollback: { back: watch.before, until: now + settings.windowMs } };
    return { memory: { ...kept, backedOff: { ...backedOff, ...Object.fromEntries(held) } }, tripped };
  }
  const over = now - watch.since >= settings.windowMs;
  return { memory: { samples, watch: over ? null : watch, rollback, backedOff }, tripped: null };
}

/** A change was applied: from here on its outcome is compared with the window before the first unjudged change. */
export function noteChange(
  memory: OutcomeMemory,
  from: Configuration,
  at: number,
  settings: GuardrailSettings | null,
): OutcomeMemory {
  if (settings === null) return memory;
  const baseline = memory.watch?.baseline ?? summary(memory.samples.filter((sample) => sample.at <= at));
  // Without a window before there is nothing to compare with.
  if (baseline === null) return memory;
  return { ...memory, watch: { since: at, before: { ...from, ...memory.watch?.before }, baseline } };
}

function withReading(samples: readonly Sample[], signals: Signals, now: number, windowMs: number): readonly Sample[] {
  const read = (name: string): number | null => {
    const reading = usable(signals, name, STALENESS_MS, now);
    // Adding zero turns -0 into 0: a memory must survive JSON unchanged.
    return typeof reading === "number" ? reading + 0 : null;
  };
  const errorRate = read("error_rate");
  const latency = read("latency_p95");
  if (errorRate === null && latency === null) return samples;
  const last = samples.at(-1);
  // A window holds at most so many readings, however often the engine steps.
  const spacing = windowMs / (MOST_SAMPLES / 2);
  if (last !== undefined && now - last.at < spacing && now >= last.at) return samples;
  const sample = { at: now, errorRate, latency, demand: read("request_rate") };
  const first = samples.findIndex(({ at }) => now - at < 2 * windowMs);
  const end = samples.findLastIndex(({ at }) => at <= now) + 1;
  const kept = first < 0 ? [] : samples.slice(Math.max(first, end - MOST_SAMPLES + 1), end);
  kept.push(sample);
  return kept;
}

function summary(samples: readonly Sample[]): Outcome | null {
  if (samples.length < LEAST_SAMPLES) return null;
  const mean = (of: (sample: Sample) => Measured): Measured => {
    const values = samples.map(of).filter((value) => value !== null);
    return values.length < LEAST_SAMPLES ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  };
  return {
    errorRate: mean((sample) => sample.errorRate) ?? 0,
    latency: mean((sample) => sample.latency) ?? 0,
    demand: mean((sample) => sample.demand),
  };
}

function isWorse(before: Outcome, after: Outcome, settings: GuardrailSettings): boolean {
  if (before.demand !== null && after.demand !== null && after.demand > before.demand * NOTABLE_DEMAND_RISE)
    return false;
  const errors = after.errorRate - before.errorRate > settings.errorRateIncrease;
  const rise = after.latency - before.latency;
  return errors || (rise > LEAST_LATENCY_RISE_MS && rise > before.latency * settings.latencyIncrease);
}

function stillBackedOff(backedOff: OutcomeMemory["backedOff"], now: number): OutcomeMemory["backedOff"] {
  const entries = Object.entries(backedOff);
  return entries.every(([, until]) => now < until)
    ? backedOff
    : Object.fromEntries(entries.filter(([, until]) => now < until));
}
