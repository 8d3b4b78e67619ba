import type { AttributeValue, Configuration } from "@fleet-persona/persona";
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

/** Changes that are being watched: since the first and since the last of them, and the changed attributes as they were before. */
type Watch = {
  readonly startedAt: number;
  readonly since: number;
  readonly before: Configuration;
  readonly baseline: Outcome;
};

/**
 * A value that made things worse while `demand` was asked: until `until`, or until more is asked, nobody who waits his turn may
 * move from `back` towards `bad`. Less of a number, a demand of null, or none in a memory of an earlier build: until `until`.
 */
export type BackOff = {
  readonly until: number;
  readonly back: AttributeValue;
  readonly bad: AttributeValue;
  readonly demand?: number | null;
};

/** What is remembered about outcomes; plain JSON. `backedOff`: what was taken back, by attribute. */
export type OutcomeMemory = {
  readonly samples: readonly Sample[];
  readonly watch: Watch | null;
  /** A way back that has not arrived yet, and until when it is tried. */
  readonly rollback: { readonly back: Configuration; readonly until: number } | null;
  readonly backedOff: Readonly<Record<string, BackOff>>;
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
// What counts is how the service is now, not how it was on the way here.
const RECENT_SAMPLES = 10;
const BACK_OFF_WINDOWS = 10;
const STALENESS_MS = 15_000;

type Look = { readonly signals: Signals; readonly config: Configuration; readonly now: number };

/**
 * Watches the service after each change and says when to take it back: over at least LEAST_SAMPLES readings since the
 * change, errors or p95 worse than in the window before by more than the limits. When more is asked of the service than
 * before, or it is not measured, nothing can be concluded: changes are neither taken back nor called good.
 */
export function watchOutcome(
  memory: OutcomeMemory,
  { signals, config, now }: Look,
  settings: GuardrailSettings | null,
): { memory: OutcomeMemory; tripped: Tripped | null } {
  if (settings === null) return { memory: noOutcome, tripped: null };
  const samples = withReading(memory.samples, signals, now, settings.windowMs);
  const backedOff = stillBackedOff(memory.backedOff, samples.at(-1)?.demand ?? null, now);
  const rollback = memory.rollback === null || now >= memory.rollback.until ? null : memory.rollback;
  const { watch } = memory;
  if (watch === null) return { memory: { samples, watch, rollback, backedOff }, tripped: null };
  const since = samples.filter(({ at }) => at > watch.startedAt);
  const over =
    now - watch.since >= settings.windowMs || since.some(({ demand }) => askedForMore(watch.baseline.demand, demand));
  if (over) return { memory: { samples, watch: null, rollback, backedOff }, tripped: null };
  const after = summary(since.filter(({ at }) => at > watch.since).slice(-RECENT_SAMPLES));
  if (after === null || !isWorse(watch.baseline, after, settings))
    return { memory: { samples, watch, rollback, backedOff }, tripped: null };
  const { demand } = watch.baseline;
  const held = backOffs(watch.before, config, { until: now + BACK_OFF_WINDOWS * settings.windowMs, demand });
  const way = { back: watch.before, until: now + settings.windowMs };
  return {
    memory: { samples, watch: null, rollback: way, backedOff: { ...backedOff, ...held } },
    tripped: { back: watch.before, before: watch.baseline, after },
  };
}

/** Whether a move leads from what was taken back towards what made things worse. */
export function leadsBack({ back, bad }: BackOff, from: AttributeValue, to: AttributeValue): boolean {
  if (typeof back === "number" && typeof bad === "number" && typeof from === "number" && typeof to === "number")
    return (to - from) * (bad - back) > 0;
  return to === bad;
}

/** While nothing is applied there is nothing to watch, and nothing of it is to blame for what comes. */
export function unwatched(memory: OutcomeMemory): OutcomeMemory {
  return { ...noOutcome, samples: memory.samples };
}

/** A change was applied: from here on its outcome is compared with the window before the first unjudged change. */
export function noteChange(
  memory: OutcomeMemory,
  from: Configuration,
  at: number,
  settings: GuardrailSettings | null,
): OutcomeMemory {
  if (settings === null) return memory;
  // A way back to more is not judged by the backlog that it finds: it would be taken back to what was too little.
  if (memory.rollback !== null && !shrinks(from, memory.rollback.back)) return { ...memory, watch: null };
  // Changes that follow each other closely are judged together, but none for longer than a window.
  const open = memory.watch !== null && at - memory.watch.startedAt < settings.windowMs ? memory.watch : null;
  const baseline = open?.baseline ?? summary(memory.samples.filter((sample) => sample.at <= at));
  // Without a window before there is nothing to compare with.
  if (baseline === null) return { ...memory, watch: null };
  const before = { ...from, ...open?.before };
  return { ...memory, watch: { startedAt: open?.startedAt ?? at, since: at, before, baseline } };
}

function shrinks(from: Configuration, to: Configuration): boolean {
  return Object.entries(from).some(([name, value]) => {
    const next = to[name];
    return typeof value === "number" && typeof next === "number" && next < value;
  });
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

function askedForMore(before: Measured | undefined, now: Measured): boolean {
  return typeof before === "number" && now !== null && now > before * NOTABLE_DEMAND_RISE;
}

function backOffs(
  before: Configuration,
  config: Configuration,
  verdict: Pick<BackOff, "until" | "demand">,
): Record<string, BackOff> {
  return Object.fromEntries(
    Object.entries(before).flatMap(([name, back]) => {
      const bad = config[name];
      return bad === undefined || bad === back ? [] : [[name, { ...verdict, back, bad }]];
    }),
  );
}

function isWorse(before: Outcome, after: Outcome, settings: GuardrailSettings): boolean {
  const errors = after.errorRate - before.errorRate > settings.errorRateIncrease;
  const rise = after.latency - before.latency;
  return errors || (rise > LEAST_LATENCY_RISE_MS && rise > before.latency * settings.latencyIncrease);
}

// Less of a number that was too little is no better under more load: only ways up open for a crowd.
function isShrink({ back, bad }: BackOff): boolean {
  return typeof back === "number" && typeof bad === "number" && bad < back;
}

// What a change did under one load says nothing about a higher one: a crowd must not find the fleet frozen.
function stillBackedOff(
  backedOff: OutcomeMemory["backedOff"],
  asked: Measured,
  now: number,
): OutcomeMemory["backedOff"] {
  const entries = Object.entries(backedOff);
  const holds = (one: BackOff): boolean => now < one.until && (isShrink(one) || !askedForMore(one.demand, asked));
  return entries.every(([, each]) => holds(each))
    ? backedOff
    : Object.fromEntries(entries.filter(([, each]) => holds(each)));
}
