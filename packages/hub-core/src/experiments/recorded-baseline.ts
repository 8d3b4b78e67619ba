import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { figureOf, measureFrames } from "@fleet-persona/experiments";
import type { Baseline, ExperimentPlan, Metric } from "@fleet-persona/experiments";
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { TenantId } from "../ids.ts";
import type { PowerView } from "./experiment.ts";
import { columnsOfFrames, readFrames } from "./read-frames.ts";
import type { HostFrame } from "./read-frames.ts";

// Enough to know a level and a spread by; a page asks while somebody types.
const sample = { hosts: 20, frames: 500, hours: 24, batches: 20 } as const;

type Asked = {
  readonly tenantId: TenantId;
  readonly hostIds: readonly string[];
  readonly plan: ExperimentPlan;
  readonly now: Date;
};

export type RecordedBaseline = { readonly baseline: Baseline; readonly view: NonNullable<PowerView["baseline"]> };

/** What the goal came to in the last day, as far as it was recorded; null where that is too little to say. */
export async function readBaseline(tx: Tx, { tenantId, hostIds, plan, now }: Asked): Promise<RecordedBaseline | null> {
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const ids = hostIds.slice(0, sample.hosts);
  if (goal === undefined || ids.length === 0) return null;
  const since = await firstFrameAt(tx, tenantId, ids, now.getTime() - sample.hours * 3_600_000);
  if (since === null) return null;
  const recordedS = (now.getTime() - since) / 1000;
  const every = Math.max(1, Math.ceil(recordedS / sample.frames));
  const from = new Map(ids.map((id) => [id, since]));
  const frames = await readFrames(tx, { tenantId, since: from, most: 2 * sample.frames, every });
  return plan.design.kind === "hosts"
    ? ofHosts(goal, plan, { frames: [...frames.values()], recordedS })
    : ofBlocks(goal, plan.design, { frames: [...frames.values()].flat(), since, recordedS });
}

async function firstFrameAt(tx: Tx, tenantId: TenantId, ids: readonly string[], since: number): Promise<number | null> {
  const { metricFrames: frames } = tables;
  const [row] = await tx
    .select({ at: sql<string | null>`min(${frames.at})` })
    .from(frames)
    .where(and(eq(frames.tenantId, tenantId), inArray(frames.hostId, [...ids]), gt(frames.at, new Date(since))));
  return row?.at === null || row === undefined ? null : new Date(row.at).getTime();
}

type Frames = { readonly frames: readonly (readonly HostFrame[])[]; readonly recordedS: number };

function ofHosts(goal: Metric, plan: ExperimentPlan, { frames, recordedS }: Frames): RecordedBaseline | null {
  const hosts = frames.map((mine) => ({ level: figure(goal, mine), batches: batchesOf(goal, mine) }));
  const levels = hosts.flatMap(({ level }) => (level === null ? [] : [level]));
  if (levels.length === 0) return null;
  const deviations = hosts.flatMap(({ level, batches }) =>
    level === null ? [] : batches.map((batch) => batch - level),
  );
  const withinSd = spread(deviations);
  // What a level still owes to chance is no difference between hosts.
  const betweenSd = Math.sqrt(Math.max(0, spread(levels) ** 2 - withinSd ** 2 / sample.batches));
  const halves = frames.map((mine) => [mine.slice(0, mine.length / 2), mine.slice(mine.length / 2)] as const);
  const pairs = halves.flatMap(([first, second]) => pairOf(figure(goal, first), figure(goal, second)));
  const correlation = plan.preS > 0 && pairs.length >= 4 ? Math.max(0, correlationOf(pairs)) : 0;
  const neighbours = hosts.flatMap(({ batches }) => neighboursOf(batches));
  const baseline: Baseline = {
    mean: average(levels),
    betweenSd,
    correlation,
    within: { sd: withinSd, overS: recordedS / sample.batches },
  };
  const view = {
    mean: average(levels),
    betweenUnits: betweenSd,
    autocorrelation: correlationOf(neighbours),
    units: levels.length,
    recordedS,
  };
  return { baseline, view };
}

type Switchback = Extract<ExperimentPlan["design"], { kind: "switchback" }>;

function ofBlocks(
  goal: Metric,
  { blockS, washOutS }: Switchback,
  { frames, since, recordedS }: { frames: readonly HostFrame[]; since: number; recordedS: number },
): RecordedBaseline | null {
  const blocks = Map.groupBy(frames, ({ at }) => Math.floor((at - since) / (blockS * 1000)));
  const measured = [...blocks]
    .toSorted(([a], [b]) => a - b)
    .map(([index, mine]) => mine.filter(({ at }) => at >= since + (index * blockS + washOutS) * 1000));
  const figures = measured.flatMap((mine) => figure(goal, mine) ?? []);
  if (figures.length < 4) return null;
  const correlation = correlationOf(neighboursOf(figures));
  const [mean, betweenSd] = [average(figures), spread(figures)];
  const baseline = { mean, betweenSd, correlation: Math.min(0.99, Math.max(-0.99, correlation)), within: null };
  return {
    baseline,
    view: { mean, betweenUnits: betweenSd, autocorrelation: correlation, units: figures.length, recordedS },
  };
}

function figure(goal: Metric, frames: readonly HostFrame[]): number | null {
  return figureOf(goal, measureFrames([goal], columnsOfFrames(frames))[goal.name]);
}

function batchesOf(goal: Metric, frames: readonly HostFrame[]): readonly number[] {
  const size = Math.ceil(frames.length / sample.batches);
  if (size === 0) return [];
  const parts = Array.from({ length: Math.ceil(frames.length / size) }, (_, index) =>
    frames.slice(index * size, (index + 1) * size),
  );
  return parts.flatMap((part) => figure(goal, part) ?? []);
}

type Pair = readonly [number, number];

function pairOf(a: number | null, b: number | null): readonly Pair[] {
  return a === null || b === null ? [] : [[a, b]];
}

function neighboursOf(values: readonly number[]): readonly Pair[] {
  return values.slice(1).map((value, index) => [values[index] ?? value, value]);
}

function average(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standard deviation; 0 of fewer than two. */
function spread(values: readonly number[]): number {
  const mean = average(values);
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1));
}

/** Pearson's; 0 where nothing varies. */
function correlationOf(pairs: readonly Pair[]): number {
  const [meanA, meanB] = [average(pairs.map(([a]) => a)), average(pairs.map(([, b]) => b))];
  let [both, ofA, ofB] = [0, 0, 0];
  for (const [a, b] of pairs) {
    both += (a - meanA) * (b - meanB);
    ofA += (a - meanA) ** 2;
    ofB += (b - meanB) ** 2;
  }
  return ofA > 0 && ofB > 0 ? both / Math.sqrt(ofA * ofB) : 0;
}
