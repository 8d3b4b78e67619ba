import { sharesOf, partMs, stageMs } from "@fleet-persona/experiments";
import type { Experiment, Look, UnitObservation } from "@fleet-persona/experiments";
import { countsAsBlock } from "./blocks.ts";
import { armInStage } from "./exposure.ts";
import type { BlockUnit } from "./exposure.ts";
import type { Measured, UnitMeasure } from "./measure-experiment.ts";

/** What looks tell each other, ms since 1970: when a frame last counted, and by metric and arm when it was last seen. */
export type LookMemory = {
  readonly lastFrameAt: number | null;
  readonly framesAt: Readonly<Record<string, number>>;
  readonly seenAt: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Whether what hosts did before was counted. */
  readonly before: boolean;
  /** When a look was last kept for the chart. */
  readonly chartedAt: number;
};

export const noMemory: LookMemory = { lastFrameAt: null, framesAt: {}, seenAt: {}, before: false, chartedAt: 0 };

/** The memory with what this look saw. */
export function remembering(memory: LookMemory, { units }: Measured): LookMemory {
  const framesAt: Record<string, number> = { ...memory.framesAt };
  const seenAt: Record<string, Record<string, number>> = Object.fromEntries(
    Object.entries(memory.seenAt).map(([metric, arms]) => [metric, { ...arms }]),
  );
  let last = memory.lastFrameAt ?? 0;
  for (const measure of units.values()) {
    if (measure.lastAt === null) continue;
    last = Math.max(last, measure.lastAt);
    framesAt[measure.arm] = Math.max(framesAt[measure.arm] ?? 0, measure.lastAt);
    for (const [metric, at] of Object.entries(measure.seenAt)) {
      const arms = (seenAt[metric] ??= {});
      arms[measure.arm] = Math.max(arms[measure.arm] ?? 0, at);
    }
  }
  return { ...memory, lastFrameAt: last === 0 ? null : last, framesAt, seenAt };
}

type Seen = {
  readonly experiment: Experiment;
  readonly blocks: readonly BlockUnit[];
  readonly measured: Measured;
  readonly before: ReadonlyMap<string, UnitMeasure>;
  readonly memory: LookMemory;
  readonly now: number;
};

// How long a metric may be missing while frames come: shorter where the other arms still have it, because then it is not the traffic.
const missingMs = { alone: 120_000, everywhere: 1_800_000 } as const;
// A clock that is ahead by more than a frame takes to arrive.
const aheadMs = 5_000;
const graceMs = 120_000;
const strays = { least: 5, share: 0.02 } as const;

/** Everything that a judgement of the stage under way rests on. */
export function lookOf(seen: Seen): Look {
  const { experiment, measured, now } = seen;
  const { stage } = experiment.run;
  const switchback = experiment.plan.design.kind === "switchback";
  const { observations, enrolled } = switchback ? blocksSeen(seen) : hostsSeen(seen);
  const shares = stage === null ? {} : sharesOf(experiment, stage);
  const all = Object.values(shares).reduce((sum, share) => sum + share, 0);
  const elapsedMs = stage?.kind === "aa" ? stageMs(experiment.run, now) : partMs(experiment.run, now);
  return {
    observations,
    enrolled,
    shares: Object.fromEntries(Object.entries(shares).map(([arm, share]) => [arm, all > 0 ? share / all : 0])),
    elapsedS: elapsedMs / 1000,
    multiplyExposed: switchback ? [] : multiplyExposed(measured),
    stopped: stoppedMetrics(seen),
    clocksApart: [...measured.newest].filter(([, at]) => at > now + aheadMs).map(([host]) => host),
    aa: stage?.kind === "aa",
  };
}

type Units = Pick<Look, "observations" | "enrolled">;

function hostsSeen({ experiment, measured, before, now }: Seen): Units {
  const observations: UnitObservation[] = [];
  const enrolled: Record<string, number> = {};
  for (const [id, unit] of Object.entries(experiment.hosts)) {
    const place = armInStage(experiment, id);
    if (place === null) continue;
    const measure = measured.units.get(id);
    const exposed = measure !== undefined && measure.frames > 0;
    const patience = now < place.since + graceMs;
    // A host that is there and says nothing under its arm, and one that left, are missed where the shares are checked.
    if (unit.leftAt === null && (exposed || patience)) enrolled[place.arm] = (enrolled[place.arm] ?? 0) + 1;
    if (!exposed) continue;
    const past = before.get(id)?.totals;
    observations.push({
      unit: id,
      arm: place.arm,
      cluster: null,
      totals: measure.totals,
      ...(past && { before: past }),
    });
  }
  return { observations, enrolled };
}

function blocksSeen({ experiment, blocks, measured, now }: Seen): Units {
  const arms = Object.keys(experiment.run.stage === null ? {} : sharesOf(experiment, experiment.run.stage)).length;
  const counting = blocks.filter((block) => {
    const measure = measured.units.get(block.unit);
    return measure !== undefined && measure.frames > 0 && countsAsBlock(block, measure, experiment.plan, now) === true;
  });
  const observations = counting.map(({ unit, arm, index }) => ({
    unit,
    arm,
    cluster: `${unit.slice(0, unit.lastIndexOf("."))}/${Math.floor(index / Math.max(1, arms))}`,
    totals: measured.units.get(unit)?.totals ?? {},
  }));
  const enrolled: Record<string, number> = {};
  for (const { arm } of counting) enrolled[arm] = (enrolled[arm] ?? 0) + 1;
  return { observations, enrolled };
}

function multiplyExposed({ units }: Measured): readonly string[] {
  return [...units.values()]
    .filter(({ frames, stray }) => stray > Math.max(strays.least, strays.share * (frames + stray)))
    .map(({ unit }) => unit);
}

function stoppedMetrics({ experiment, memory }: Seen): Look["stopped"] {
  const since = experiment.run.stage?.since ?? 0;
  return experiment.plan.metrics.flatMap(({ name }) => {
    const arms = memory.seenAt[name] ?? {};
    const newest = Math.max(0, ...Object.values(arms));
    return Object.entries(arms).flatMap(([arm, at]) => {
      const framesAt = memory.framesAt[arm] ?? 0;
      // Arms of another stage tell nothing of this one.
      if (framesAt < since) return [];
      const missing = framesAt - Math.max(at, since);
      const alone = newest - at > missingMs.alone;
      return missing > (alone ? missingMs.alone : missingMs.everywhere) ? [{ metric: name, arm }] : [];
    });
  });
}
