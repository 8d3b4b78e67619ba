import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { hasEnded, nextLookAt } from "@fleet-persona/experiments";
import type { Advanced, Experiment, HostUnit, RunBlock, RunEffect } from "@fleet-persona/experiments";
import { and, eq, max, sql } from "drizzle-orm";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import type { UserId } from "../ids.ts";
import type { ExperimentKey, ExperimentRecord } from "./experiment-record.ts";
import { promoteArm, putBack } from "./promote-arm.ts";

type Told = { readonly now: Date; readonly by: UserId | null };

/** Keeps what the state machine decided and does what it asks for. The fleet is locked. */
export async function keepAdvanced(
  tx: Tx,
  record: ExperimentRecord,
  { before, after }: { before: Experiment; after: Advanced },
  { now, by }: Told,
): Promise<void> {
  const { experiments } = tables;
  const { run, hosts } = after.experiment;
  const next = nextLookAt(run, now.getTime());
  const ends = hasEnded(run.status);
  await tx
    .update(experiments)
    .set({
      status: run.status,
      run,
      nextLookAt: next === null ? null : new Date(next),
      endedAt: ends ? now : null,
    })
    .where(and(eq(experiments.tenantId, record.tenantId), eq(experiments.id, record.experimentId)));
  await keepHosts(tx, record, before.hosts, hosts);
  for (const effect of after.effects) await bringAbout(tx, record, effect, now);
  await keepSteps(tx, record, after.effects, { now, by });
  if (ends) await endVersions(tx, record);
}

async function bringAbout(tx: Tx, record: ExperimentRecord, effect: RunEffect, now: Date): Promise<void> {
  switch (effect.kind) {
    case "tell-hosts":
      return bumpFleet(tx, record.tenantId, record.fleetId);
    case "begin-block":
      return keepBlock(tx, record, effect.block, effect.stage, now);
    case "cut-block":
      return cutBlock(tx, record, effect.unit, effect.at);
    case "promote":
      return promoteArm(tx, record, effect.arm, now);
    case "put-back":
      return putBack(tx, record, now);
    case "note":
      return;
    default:
      return effect satisfies never;
  }
}

async function keepHosts(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  before: Readonly<Record<string, HostUnit>>,
  after: Readonly<Record<string, HostUnit>>,
): Promise<void> {
  const { experimentUnits: units } = tables;
  const changed = Object.entries(after).filter(([id, unit]) => JSON.stringify(before[id]) !== JSON.stringify(unit));
  if (changed.length === 0) return;
  const rows = changed.map(([unit, detail]) => ({
    tenantId,
    experimentId,
    unit,
    kind: "host" as const,
    arm: detail.arm,
    detail,
    enrolledAt: new Date(detail.enrolledAt),
    leftAt: detail.leftAt === null ? null : new Date(detail.leftAt),
  }));
  await tx
    .insert(units)
    .values(rows)
    .onConflictDoUpdate({
      target: [units.tenantId, units.experimentId, units.unit],
      set: { arm: sql`excluded.arm`, detail: sql`excluded.detail`, leftAt: sql`excluded.left_at` },
    });
}

/** A block as its row keeps it. */
export type BlockDetail = {
  readonly stage: number;
  readonly index: number;
  readonly from: number;
  readonly until: number;
  /** When its arm really began; late where no worker looked. */
  readonly begunAt: number;
  /** When it was cut short; it does not count. */
  readonly cutAt: number | null;
};

async function keepBlock(tx: Tx, key: ExperimentKey, block: RunBlock, stage: number, now: Date): Promise<void> {
  const { index, from, until, unit, arm } = block;
  const detail: BlockDetail = { stage, index, from, until, begunAt: now.getTime(), cutAt: null };
  await tx
    .insert(tables.experimentUnits)
    .values({
      tenantId: key.tenantId,
      experimentId: key.experimentId,
      unit,
      kind: "block",
      arm,
      detail,
      enrolledAt: now,
    })
    .onConflictDoNothing();
}

async function cutBlock(tx: Tx, { tenantId, experimentId }: ExperimentKey, unit: string, at: number): Promise<void> {
  const { experimentUnits: units } = tables;
  await tx
    .update(units)
    .set({ detail: sql`${units.detail} || ${JSON.stringify({ cutAt: at })}::jsonb` })
    .where(and(eq(units.tenantId, tenantId), eq(units.experimentId, experimentId), eq(units.unit, unit)));
}

async function keepSteps(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
  effects: readonly RunEffect[],
  { now, by }: Told,
): Promise<void> {
  const { experimentSteps: steps } = tables;
  const notes = effects.filter((effect) => effect.kind === "note");
  if (notes.length === 0) return;
  const [last] = await tx
    .select({ seq: max(steps.seq) })
    .from(steps)
    .where(and(eq(steps.tenantId, tenantId), eq(steps.experimentId, experimentId)));
  const first = (last?.seq ?? 0) + 1;
  await tx.insert(steps).values(
    notes.map(({ code, sentence }, index) => ({
      tenantId,
      experimentId,
      seq: first + index,
      at: now,
      code,
      sentence,
      saidBy: by,
    })),
  );
}

async function endVersions(tx: Tx, { tenantId, experimentId }: ExperimentKey): Promise<void> {
  const { experimentVersions: versions } = tables;
  await tx
    .update(versions)
    .set({ live: false })
    .where(and(eq(versions.tenantId, tenantId), eq(versions.experimentId, experimentId)));
}
