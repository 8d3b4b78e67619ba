import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { advance, isOpen, judgeExperiment, judgedPlan, stageMs } from "@fleet-persona/experiments";
import type { Experiment, Judgement } from "@fleet-persona/experiments";
import { and, eq, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { experimentIdSchema, tenantIdSchema } from "../ids.ts";
import { countPast } from "./count-past.ts";
import { readBlocks } from "./blocks.ts";
import type { ExperimentKey, ExperimentRecord } from "./experiment-record.ts";
import { readMachine, recordOf } from "./experiment-record.ts";
import { readFleetFacts } from "./fleet-facts.ts";
import { keepAdvanced } from "./keep-experiment.ts";
import { figuresOf } from "./look-figures.ts";
import { measureExperiment, readTotals } from "./measure-experiment.ts";
import { leastProtocol } from "./obstacles.ts";
import { lookOf, noMemory, remembering } from "./observe.ts";
import type { LookMemory } from "./observe.ts";
import { readWithdrawn } from "./withdrawn.ts";

/** Experiments that somebody has to look at now, the longest waiting first. */
export async function dueExperiments(deps: Deps, most: number): Promise<readonly ExperimentKey[]> {
  const at = deps.now().toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; experiment_id: string }>(
      sql`select * from experiments_due(${at}::timestamptz, ${most})`,
    ),
  );
  return rows.map((row) => ({
    tenantId: tenantIdSchema.parse(row.tenant_id),
    experimentId: experimentIdSchema.parse(row.experiment_id),
  }));
}

/** `busy`: somebody else holds the fleet or was there before; `looked`: it is done and kept. */
export type LookOutcome = "busy" | "looked";

/**
 * One look at one experiment, in one transaction: counts what hosts have told, judges it, and does what follows. A worker that dies in
 * it has done nothing; two workers at once do it once.
 */
export async function lookAtExperiment(deps: Deps, key: ExperimentKey): Promise<LookOutcome> {
  return withTenant(deps.db, key.tenantId, (tx) => lookWithin(tx, key, deps.now()));
}

/** The look itself, in a transaction of the tenant's. */
export async function lookWithin(tx: Tx, key: ExperimentKey, now: Date): Promise<LookOutcome> {
  const record = await claim(tx, key, now);
  if (record === null) return "busy";
  await look(tx, record, now);
  return "looked";
}

/** Puts the next look off, after one that failed. */
export async function putOffLook(deps: Deps, { tenantId, experimentId }: ExperimentKey, ms: number): Promise<void> {
  const { experiments } = tables;
  await withTenant(deps.db, tenantId, (tx) =>
    tx
      .update(experiments)
      .set({ nextLookAt: new Date(deps.now().getTime() + ms) })
      .where(
        and(
          eq(experiments.tenantId, tenantId),
          eq(experiments.id, experimentId),
          sql`${experiments.nextLookAt} is not null`,
        ),
      ),
  );
}

// The fleet first, as everybody does; but nobody waits here: the next round comes in a second.
async function claim(tx: Tx, { tenantId, experimentId }: ExperimentKey, now: Date): Promise<ExperimentRecord | null> {
  const { experiments, fleets } = tables;
  const mine = and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId));
  const [known] = await tx.select({ fleetId: experiments.fleetId }).from(experiments).where(mine);
  if (known === undefined) return null;
  const [fleet] = await tx
    .select({ id: fleets.id })
    .from(fleets)
    .where(and(eq(fleets.tenantId, tenantId), eq(fleets.id, known.fleetId)))
    .for("update", { skipLocked: true });
  if (fleet === undefined) return null;
  const [row] = await tx.select().from(experiments).where(mine).for("update", { skipLocked: true });
  if (row === undefined || row.nextLookAt === null || row.nextLookAt > now) return null;
  return recordOf(tenantId, row);
}

async function look(tx: Tx, record: ExperimentRecord, now: Date): Promise<void> {
  const { tenantId, fleetId, run } = record;
  const machine = await readMachine(tx, record);
  const remembered = { ...noMemory, ...(record.row.memory as Partial<LookMemory>) };
  const seen = isOpen(run.status) ? await see(tx, record, { machine, remembered, now }) : null;
  const facts = await readFleetFacts(tx, { tenantId, fleetId, now });
  const after = advance(machine, {
    now: now.getTime(),
    hosts: facts.hosts.filter(({ online, protocol }) => online && (protocol ?? 0) >= leastProtocol),
    held: facts.held,
    withdrawn: await readWithdrawn(tx, record, now),
    judgement: seen?.judgement ?? null,
    // While there is more to read, nobody was silent.
    lastFrameAt: seen?.behind === true ? now.getTime() : (seen?.memory.lastFrameAt ?? null),
  });
  await keepAdvanced(tx, record, { before: machine, after }, { now, by: null });
  if (seen !== null) await keepLook(tx, record, { ...seen, machine, now });
}

type Sight = { readonly machine: Experiment; readonly remembered: LookMemory; readonly now: Date };
type Seen = { readonly judgement: Judgement | null; readonly memory: LookMemory; readonly behind: boolean };

async function see(tx: Tx, record: ExperimentRecord, { machine, remembered, now }: Sight): Promise<Seen> {
  const { stage, status } = machine.run;
  const counted = await countPast(tx, record, { machine, done: remembered.before });
  const blocks =
    stage === null || machine.plan.design.kind === "hosts" ? [] : await readBlocks(tx, record, stage.number);
  const measured = await measureExperiment(tx, record, { experiment: machine, number: record.number, blocks });
  const memory = { ...remembering(remembered, measured), before: counted };
  const measures = status === "aa" || status === "running" || status === "confirming" || status === "holdout";
  // Behind on reading: what is not read yet is not judged without.
  const { behind } = measured;
  if (!measures || behind) return { judgement: null, memory, behind };
  const before = machine.plan.preS > 0 ? await readTotals(tx, record, 0) : new Map();
  const sight = { experiment: machine, blocks, measured, before, memory, now: now.getTime() };
  const known = [...measured.units.values()].some(({ frames }) => frames > 0);
  return { judgement: known ? judgeExperiment(judgedPlan(machine), lookOf(sight)) : null, memory, behind };
}

async function keepLook(
  tx: Tx,
  { tenantId, experimentId }: ExperimentRecord,
  { judgement, memory, machine, now }: Seen & { machine: Experiment; now: Date },
): Promise<void> {
  const { experiments, experimentLooks } = tables;
  const { stage } = machine.run;
  const at = now.getTime();
  // As many points as a chart can show, however long it runs.
  const charted = judgement !== null && stage !== null && at - memory.chartedAt >= stageMs(machine.run, at) / 200;
  const figures = judgement === null ? [] : figuresOf(judgement);
  const draws = charted && figures.length > 0;
  const kept = judgement === null ? {} : { judgement: { ...judgement, at } };
  await tx
    .update(experiments)
    .set({ memory: { ...memory, chartedAt: draws ? at : memory.chartedAt }, ...kept })
    .where(and(eq(experiments.tenantId, tenantId), eq(experiments.id, experimentId)));
  if (!draws) return;
  const point = { tenantId, experimentId, stage: stage.number, at: now, figures };
  await tx.insert(experimentLooks).values(point).onConflictDoNothing();
}
