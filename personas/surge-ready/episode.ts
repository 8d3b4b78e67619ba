import { openHaproxyTarget, type Target } from "@fleet-persona/agent";
import { type DemoFleet, runLoad, type Trace, truthOf } from "@fleet-persona/demo-fleet";
import { deriveSignals, type ForecastMemory, initialForecastMemory, type Signals } from "@fleet-persona/engine";
import type { Configuration } from "@fleet-persona/persona";
import type { Actor } from "./actor.ts";
import { FORECAST_SIGNALS, SIGNAL_NAMES } from "./inputs.ts";
import type { RecordedRow } from "./recording.ts";
import { type Lesson, startLesson } from "./relabel.ts";

export type EpisodeOptions = {
  readonly fleet: DemoFleet;
  readonly trace: Trace;
  readonly actor: Actor;
  readonly episode: number;
  readonly seed: number;
  readonly abort: AbortSignal;
};

export type EpisodeResult = {
  readonly rows: readonly RecordedRow[];
  readonly breachSeconds: number;
  readonly coreSeconds: number;
  readonly lateP99Ms: number;
};

const TICK_MS = 1000;

/** Runs one trace over a fresh fleet, steered by the actor, and writes down each second with the teacher's wish. */
export async function recordEpisode(options: EpisodeOptions): Promise<EpisodeResult> {
  const { fleet, trace, seed, abort } = options;
  await fleet.reset();
  const target = await openHaproxyTarget(fleet.target);
  const rows: RecordedRow[] = [];
  const lesson = startLesson(fleet, truthOf(trace));
  let forecast = initialForecastMemory();
  let startedAt: number | null = null;
  const work: { running: Promise<void> | null } = { running: null };
  const second = async (): Promise<void> => {
    const now = Date.now();
    const seen = await lookAt(target, forecast, now);
    forecast = seen.forecast;
    if (startedAt === null) return;
    const row = rowOf(options.episode, (now - startedAt) / 1000, seen, lesson);
    rows.push(row);
    const moment = { t: row.t, now, wanted: row.expert, current: seen.config, signals: seen.signals };
    await apply(target, seen.config, await options.actor.act(moment));
  };
  const timer = setInterval(() => {
    // A target that is slow for a second costs a row, not the episode.
    work.running ??= second()
      .catch(() => undefined)
      .finally(() => (work.running = null));
  }, TICK_MS);
  try {
    const before = fleet.coreSeconds();
    const load = await runLoad({ url: fleet.frontUrl, trace, seed, abort, onStart: () => (startedAt = Date.now()) });
    const coreSeconds = fleet.coreSeconds() - before;
    return { rows, breachSeconds: load.breachSeconds, coreSeconds, lateP99Ms: load.lateP99Ms };
  } finally {
    clearInterval(timer);
    await work.running;
    await target.close();
  }
}

type Seen = { readonly signals: Signals; readonly config: Configuration; readonly forecast: ForecastMemory };

async function lookAt(target: Target, memory: ForecastMemory, now: number): Promise<Seen> {
  const observed = await target.observe(now);
  const derived = deriveSignals(memory, observed, now, FORECAST_SIGNALS);
  return { signals: derived.signals, config: await target.read(), forecast: derived.memory };
}

function rowOf(episode: number, t: number, { signals, config }: Seen, lesson: Lesson): RecordedRow {
  const observed = Object.fromEntries(SIGNAL_NAMES.map((name) => [name, signals[name]?.value ?? null] as const));
  const second = { episode, t, signals: observed, config };
  return { ...second, expert: lesson(second) };
}

async function apply(target: Target, current: Configuration, wanted: Configuration): Promise<void> {
  const changed = Object.entries(wanted).filter(([name, value]) => name in current && current[name] !== value);
  for (const step of await target.plan(Object.fromEntries(changed))) await step.apply();
}
