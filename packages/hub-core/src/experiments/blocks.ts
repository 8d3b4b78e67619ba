import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { and, eq, sql } from "drizzle-orm";
import type { ExperimentKey } from "./experiment-record.ts";
import type { BlocksView } from "./experiment.ts";
import type { BlockUnit } from "./exposure.ts";
import type { BlockDetail } from "./keep-experiment.ts";
import type { UnitMeasure } from "./measure-experiment.ts";

/** Blocks of a stage, the oldest first. */
export async function readBlocks(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  stage: number,
): Promise<readonly BlockUnit[]> {
  const { experimentUnits: units } = tables;
  const rows = await tx
    .select({ unit: units.unit, arm: units.arm, detail: units.detail })
    .from(units)
    .where(
      and(
        eq(units.tenantId, tenantId),
        eq(units.experimentId, experimentId),
        eq(units.kind, "block"),
        sql`${units.detail} ->> 'stage' = ${String(stage)}`,
      ),
    );
  const blocks = rows.map(({ unit, arm, detail }) => ({ ...(detail as BlockDetail), unit, arm: arm ?? "" }));
  return blocks.toSorted((a, b) => a.from - b.from);
}

// Frames at the edges may name the arm before: so few are no sign of a host that did not follow.
const strayShare = 0.02;
const latenessMs = 2_000;

/** Why a block does not count: it was cut short, began late, or hosts ran another arm in it after the wash-out. */
type LeftOut = "cut-short" | "began-late" | "other-arm";

/** Whether a block counts: it is over, and nothing keeps it out. `null`: it is not over. */
export function countsAsBlock(
  block: BlockUnit,
  measure: UnitMeasure | undefined,
  plan: ExperimentPlan,
  now: number,
): boolean | null {
  const out = leftOutOf(block, measure, plan, now);
  if (out !== null) return false;
  return now < block.until ? null : true;
}

function leftOutOf(
  block: BlockUnit,
  measure: UnitMeasure | undefined,
  { design }: ExperimentPlan,
  now: number,
): LeftOut | null {
  const washOutMs = design.kind === "switchback" ? design.washOutS * 1000 : 0;
  if (block.cutAt !== null) return "cut-short";
  if (block.begunAt > block.from + Math.max(washOutMs, latenessMs)) return "began-late";
  if (now < block.until) return null;
  const { frames, stray } = measure ?? { frames: 0, stray: 0 };
  return stray <= strayShare * (frames + stray) ? null : "other-arm";
}

const because: Readonly<Record<LeftOut, string>> = {
  "cut-short": "it was cut short by a pause, a new stage or the end",
  "began-late": "it began late: no worker looked in time",
  "other-arm": "some hosts still ran another arm after the wash-out",
};

/** A block as the page's ribbon shows it. */
export function blockView(
  block: BlockUnit,
  measure: UnitMeasure | undefined,
  plan: ExperimentPlan,
  now: number,
): BlocksView["list"][number] {
  const { arm, from, cutAt } = block;
  const out = leftOutOf(block, measure, plan, now);
  const until = Math.min(block.until, cutAt ?? block.until);
  const state = out !== null ? "left-out" : now < block.until ? "current" : "counted";
  return { arm, from, until, state, because: out === null ? null : because[out] };
}

/** Blocks whose time passed while nobody looked: nobody began them, so they are only gaps in the count of the others. Oldest first. */
export function missedBlocks(blocks: readonly Pick<BlockUnit, "unit" | "index">[]): number {
  // A unit is `stage.series.index`; a pause begins a new series.
  const seriesOf = ({ unit }: Pick<BlockUnit, "unit">): string => unit.slice(0, unit.lastIndexOf("."));
  return blocks.reduce((missed, block, at) => {
    const before = blocks[at - 1];
    return before === undefined || seriesOf(before) !== seriesOf(block)
      ? missed
      : missed + block.index - before.index - 1;
  }, 0);
}
