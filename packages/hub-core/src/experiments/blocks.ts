import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { ExperimentPlan } from "@fleet-persona/experiments";
import { and, eq, sql } from "drizzle-orm";
import type { ExperimentKey } from "./experiment-record.ts";
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

/**
 * Whether a block counts: it is over, it began in time, nothing cut it short, and no host ran another arm in it after the wash-out.
 * `null`: it is not over.
 */
export function countsAsBlock(
  block: BlockUnit,
  measure: UnitMeasure | undefined,
  { design }: ExperimentPlan,
  now: number,
): boolean | null {
  const washOutMs = design.kind === "switchback" ? design.washOutS * 1000 : 0;
  if (block.cutAt !== null || block.begunAt > block.from + Math.max(washOutMs, latenessMs)) return false;
  if (now < block.until) return null;
  const { frames, stray } = measure ?? { frames: 0, stray: 0 };
  return stray <= strayShare * (frames + stray);
}
