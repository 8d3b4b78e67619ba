import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { addTotals, measureFrames } from "@fleet-persona/experiments";
import type { MetricTotals } from "@fleet-persona/experiments";
import { and, eq, sql } from "drizzle-orm";
import type { ExperimentKey } from "./experiment-record.ts";
import { exposureOf } from "./exposure.ts";
import type { Exposures } from "./exposure.ts";
import { columnsOfFrames, readFrames } from "./read-frames.ts";
import type { HostFrame } from "./read-frames.ts";

type Totals = Readonly<Record<string, MetricTotals>>;

/** What the frames of one unit add up to in the stage under way, the newest ones included that may still be followed by earlier ones. */
export type UnitMeasure = {
  readonly unit: string;
  readonly arm: string;
  readonly totals: Totals;
  readonly frames: number;
  /** Made in its time under another arm. */
  readonly stray: number;
  /** The newest frame that counted, and the newest in which each metric was seen, ms; absent: none of this look's. */
  readonly lastAt: number | null;
  readonly seenAt: Readonly<Record<string, number>>;
};

/** `behind`: there was more to read than one look does. `newest`: by host, when its newest frame was made. */
export type Measured = {
  readonly units: ReadonlyMap<string, UnitMeasure>;
  readonly newest: ReadonlyMap<string, number>;
  readonly behind: boolean;
};

// A host sends its frames in their order, so nothing older than this behind its newest one is still to come, however late it is.
const settledMs = 20_000;
const stretchMs = 10_000;
const framesPerLook = 3_000;

/**
 * Adds what hosts have told since to the totals of the stage under way. Each host has a moment of its own before which its frames
 * are counted for good; it moves in the same transaction as the totals, so a look that died has counted nothing. A host that was away
 * goes on where it was: its frames count hours later.
 */
export async function measureExperiment(tx: Tx, key: ExperimentKey, exposures: Exposures): Promise<Measured> {
  const { experiment } = exposures;
  const { stage } = experiment.run;
  if (stage === null) return { units: new Map(), newest: new Map(), behind: false };
  const counted = await readCountedUntil(tx, key);
  const since = new Map(
    Object.keys(experiment.hosts).map((id) => [id, Math.max(stage.since, counted.get(id) ?? 0)] as const),
  );
  const most = Math.max(200, Math.min(framesPerLook, Math.floor(60_000 / Math.max(1, since.size))));
  const frames = await readFrames(tx, { tenantId: key.tenantId, since, most });
  const kept = await readTotals(tx, key, stage.number);
  const look: Look = { exposures, kept: new Map(kept), fresh: new Map(), until: new Map(), newest: new Map() };
  for (const [hostId, mine] of frames) takeHost(look, hostId, mine, mine.length >= most);
  await keepTotals(tx, key, stage.number, { before: kept, after: look.kept });
  await keepCountedUntil(tx, key, look.until);
  const behind = [...frames.values()].some(({ length }) => length >= most);
  return { units: merged(look), newest: look.newest, behind };
}

type Look = {
  readonly exposures: Exposures;
  /** Settled totals. */
  readonly kept: Map<string, UnitMeasure>;
  /** What may still change. */
  readonly fresh: Map<string, UnitMeasure>;
  readonly until: Map<string, number>;
  readonly newest: Map<string, number>;
};

function takeHost(look: Look, hostId: string, frames: readonly HostFrame[], isFull: boolean): void {
  const last = frames.at(-1)?.at ?? 0;
  look.newest.set(hostId, last);
  // A full page may have been cut in the middle of an instant.
  const edge = Math.floor((isFull ? last : last - settledMs) / stretchMs) * stretchMs;
  const until = isFull && edge <= (frames[0]?.at ?? 0) ? last : edge;
  look.until.set(hostId, until);
  const settled = frames.filter(({ at }) => at < until);
  add(look, look.kept, hostId, settled);
  add(look, look.fresh, hostId, isFull ? [] : frames.filter(({ at }) => at >= until));
}

function add({ exposures }: Look, into: Map<string, UnitMeasure>, hostId: string, frames: readonly HostFrame[]): void {
  const placed = frames.map((frame) => ({ frame, exposure: exposureOf(exposures, hostId, frame) }));
  for (const [unit, mine] of Map.groupBy(placed, ({ exposure }) => exposure?.unit ?? null)) {
    const arm = mine[0]?.exposure?.arm;
    if (unit === null || arm === undefined) continue;
    const counting = mine.flatMap(({ frame, exposure }) => (exposure?.stray === false ? [frame] : []));
    const measure = measureOf(exposures, { unit, arm, frames: counting, stray: mine.length - counting.length });
    const before = into.get(unit);
    into.set(unit, before === undefined ? measure : together(before, measure));
  }
}

type Counted = {
  readonly unit: string;
  readonly arm: string;
  readonly frames: readonly HostFrame[];
  readonly stray: number;
};

function measureOf({ experiment }: Exposures, { unit, arm, frames, stray }: Counted): UnitMeasure {
  const { metrics } = experiment.plan;
  const totals = measureFrames(metrics, columnsOfFrames(frames));
  const lastAt = frames.at(-1)?.at ?? null;
  // To the page of frames that it was seen in, which is as near as anybody asks.
  const seenAt = Object.fromEntries(
    Object.keys(totals).map((name) => [name, lastSeen(experiment.plan.metrics, name, frames)]),
  );
  return { unit, arm, totals, frames: frames.length, stray, lastAt, seenAt };
}

function lastSeen(
  metrics: Exposures["experiment"]["plan"]["metrics"],
  name: string,
  frames: readonly HostFrame[],
): number {
  const metric = metrics.filter((one) => one.name === name);
  const found = frames.findLast((frame) => Object.keys(measureFrames(metric, columnsOfFrames([frame]))).length > 0);
  return found?.at ?? 0;
}

function together(a: UnitMeasure, b: UnitMeasure): UnitMeasure {
  const names = new Set([...Object.keys(a.totals), ...Object.keys(b.totals)]);
  const nothing: MetricTotals = { frames: 0, sum: 0, weight: 0 };
  const totals = Object.fromEntries(
    [...names].map((name) => [name, addTotals(a.totals[name] ?? nothing, b.totals[name] ?? nothing)]),
  );
  const seenAt: Record<string, number> = { ...a.seenAt };
  for (const [name, at] of Object.entries(b.seenAt)) seenAt[name] = Math.max(seenAt[name] ?? 0, at);
  const lastAt = Math.max(a.lastAt ?? 0, b.lastAt ?? 0);
  return {
    ...a,
    totals,
    seenAt,
    frames: a.frames + b.frames,
    stray: a.stray + b.stray,
    lastAt: lastAt === 0 ? null : lastAt,
  };
}

function merged({ kept, fresh }: Look): ReadonlyMap<string, UnitMeasure> {
  const all = new Map(kept);
  for (const [unit, measure] of fresh) {
    const before = all.get(unit);
    all.set(unit, before === undefined ? measure : together(before, measure));
  }
  return all;
}

async function readCountedUntil(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
): Promise<ReadonlyMap<string, number>> {
  const { experimentUnits: units } = tables;
  const rows = await tx
    .select({ unit: units.unit, until: units.countedUntil })
    .from(units)
    .where(and(eq(units.tenantId, tenantId), eq(units.experimentId, experimentId), eq(units.kind, "host")));
  return new Map(rows.map(({ unit, until }) => [unit, until?.getTime() ?? 0]));
}

async function keepCountedUntil(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  until: ReadonlyMap<string, number>,
): Promise<void> {
  if (until.size === 0) return;
  const { experimentUnits: units } = tables;
  const values = sql.join(
    [...until].map(([unit, at]) => sql`(${unit}::text, ${new Date(at).toISOString()}::timestamptz)`),
    sql`, `,
  );
  await tx.execute(sql`
    update ${units} set counted_until = moved.until from (values ${values}) as moved (unit, until)
    where experiment_units.tenant_id = ${tenantId} and experiment_units.experiment_id = ${experimentId}
      and experiment_units.unit = moved.unit`);
}

/** Settled totals of a stage by unit; stage 0 is what hosts did before it started. */
export async function readTotals(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  stage: number,
): Promise<ReadonlyMap<string, UnitMeasure>> {
  const { experimentTotals: totals } = tables;
  const rows = await tx
    .select()
    .from(totals)
    .where(and(eq(totals.tenantId, tenantId), eq(totals.experimentId, experimentId), eq(totals.stage, stage)));
  return new Map(
    rows.map(({ unit, arm, totals: sums, frames, stray }) => [
      unit,
      { unit, arm, totals: sums as Totals, frames, stray, lastAt: null, seenAt: {} },
    ]),
  );
}

/** Keeps totals that changed. */
export async function keepTotals(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  stage: number,
  { before, after }: { before: ReadonlyMap<string, UnitMeasure>; after: ReadonlyMap<string, UnitMeasure> },
): Promise<void> {
  const { experimentTotals: totals } = tables;
  const changed = [...after.values()].filter((measure) => before.get(measure.unit) !== measure);
  if (changed.length === 0) return;
  await tx
    .insert(totals)
    .values(
      changed.map(({ unit, arm, totals: sums, frames, stray }) => ({
        tenantId,
        experimentId,
        stage,
        unit,
        arm,
        totals: sums,
        frames,
        stray,
      })),
    )
    .onConflictDoUpdate({
      target: [totals.tenantId, totals.experimentId, totals.stage, totals.unit],
      set: { totals: sql`excluded.totals`, frames: sql`excluded.frames`, stray: sql`excluded.stray` },
    });
}
