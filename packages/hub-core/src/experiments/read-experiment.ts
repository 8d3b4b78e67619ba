import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { carriedBy, controlOf, partMs, rampOf, stageMs, stepsThatCount } from "@fleet-persona/experiments";
import type { Experiment } from "@fleet-persona/experiments";
import { and, desc, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { experimentIdSchema } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { blockView, missedBlocks, readBlocks } from "./blocks.ts";
import { conclusionOf } from "./conclusion.ts";
import { judgementOf, listItemOf, readListed } from "./experiment-list.ts";
import type {
  BlocksView,
  ExperimentArmView,
  ExperimentStageView,
  ExperimentStepView,
  ExperimentView,
  PowerView,
  RampStepView,
} from "./experiment.ts";
import { readMachine } from "./experiment-record.ts";
import type { ExperimentKey, ExperimentRecord } from "./experiment-record.ts";
import { readTotals } from "./measure-experiment.ts";
import type { UnitMeasure } from "./measure-experiment.ts";
import { sayArm } from "./resolved.ts";

/** One experiment with everything its page shows but the series. */
export const getExperiment = defineQuery({
  name: "getExperiment",
  scope: "viewer",
  input: z.strictObject({ experimentId: experimentIdSchema }),
  run: ({ tx, actor, now }, { experimentId }): Promise<ExperimentView> =>
    readExperimentView(tx, { tenantId: actor.tenantId, experimentId, now }),
});

const stepsShown = 200;
const blocksShown = 400;

/** One experiment of the tenant; `not-found` otherwise. */
export async function readExperimentView(
  tx: Tx,
  { tenantId, experimentId, now }: ExperimentKey & { now: Date },
): Promise<ExperimentView> {
  const [listed] = await readListed(tx, tenantId, { where: eq(tables.experiments.id, experimentId), limit: 1 });
  if (listed === undefined) throw notFound("experiment");
  const { record, fleetName } = listed;
  const machine = await readMachine(tx, record);
  const stage = record.run.stage?.number ?? 0;
  const totals = await readTotals(tx, record, stage);
  const judgement = judgementOf(record);
  const { row, plan, run } = record;
  const blocks = plan.design.kind === "switchback" ? await blocksView(tx, record, totals, now) : null;
  return {
    ...listItemOf(listed, now),
    plan,
    armViews: armViews(record, machine, { totals, blocks }),
    stage: stageView(record, now),
    ramp: rampView(machine),
    blocks,
    figures: judgement,
    power: row.power as PowerView | null,
    steps: await readSteps(tx, record),
    paused: run.pause === null ? null : { since: run.pause.at, code: run.pause.code, sentence: run.pause.sentence },
    conclusion: conclusionOf({ record, judgement, fleetName, published: await readPublished(tx, record) }),
    createdBy: await emailOf(tx, row.createdBy),
    nextLookAt: row.nextLookAt?.getTime() ?? null,
  };
}

function armViews(
  record: ExperimentRecord,
  machine: Experiment,
  { totals, blocks }: { totals: ReadonlyMap<string, UnitMeasure>; blocks: BlocksView | null },
): readonly ExperimentArmView[] {
  const { plan, run, resolved } = record;
  const control = controlOf(plan);
  const units = Object.entries(machine.hosts);
  const carried = units.map(([id]) => carriedBy(machine, id));
  return plan.arms.map(({ name, title }) => {
    const arm = resolved?.arms[name];
    const dealt = units.filter(([, unit]) => unit.arm === name);
    const turns = (state: "counted" | "left-out"): number =>
      blocks?.list.filter((block) => block.arm === name && block.state === state).length ?? 0;
    const ofStage = [...totals.values()].filter((measure) => measure.arm === name && measure.frames > 0);
    return {
      name,
      title,
      runs: arm === undefined ? "" : sayArm(arm),
      personaVersionId: arm?.personaVersionId ?? null,
      isControl: name === control,
      dropped: run.dropped.includes(name),
      dealt: blocks === null ? dealt.length : turns("counted"),
      carrying: carried.filter((one) => one !== null && one.marked && one.arm === name).length,
      left: blocks === null ? dealt.filter(([, { leftAt }]) => leftAt !== null).length : turns("left-out"),
      measured: ofStage.length,
    };
  });
}

function stageView({ plan, run }: ExperimentRecord, now: Date): ExperimentStageView | null {
  const { stage } = run;
  if (stage === null) return null;
  const at = run.end?.at ?? now.getTime();
  return {
    kind: stage.kind,
    percent: stage.percent,
    since: stage.since,
    measuredS: stageMs(run, at) / 1000,
    runningS: partMs(run, at) / 1000,
    minS: plan.minS,
    maxS: run.allowedMs / 1000,
  };
}

function rampView(machine: Experiment): readonly RampStepView[] {
  const counting = new Set(stepsThatCount(machine).map(({ step }) => step));
  const { stage, status } = machine.run;
  if (machine.plan.design.kind === "switchback") return [];
  const at =
    stage?.kind === "ramp" ? stage.step : stage === null || stage.kind === "aa" ? -1 : machine.plan.ramp.length;
  return rampOf(machine).map(({ step, percent, leastS, hosts }) => {
    const place = step < at ? "done" : step === at && status === "running" ? "current" : step === at ? "done" : "ahead";
    return {
      percent,
      leastS,
      hosts,
      state: counting.has(step) || step === at || status === "draft" ? place : "skipped",
    };
  });
}

async function blocksView(
  tx: Tx,
  record: ExperimentRecord,
  totals: ReadonlyMap<string, UnitMeasure>,
  now: Date,
): Promise<BlocksView> {
  const { run, plan } = record;
  const blocks = await readBlocks(tx, record, run.stage?.number ?? 0);
  const list = blocks.map((block) => blockView(block, totals.get(block.unit), plan, now.getTime()));
  const current = run.blocks?.current ?? null;
  return {
    counted: list.filter(({ state }) => state === "counted").length,
    leftOut: list.filter(({ state }) => state === "left-out").length + missedBlocks(blocks),
    current: current && { arm: current.arm, from: current.from, until: current.until },
    list: list.slice(-blocksShown),
  };
}

async function readSteps(tx: Tx, { tenantId, experimentId }: ExperimentKey): Promise<readonly ExperimentStepView[]> {
  const { experimentSteps: steps, users } = tables;
  const rows = await tx
    .select({ step: steps, email: users.email })
    .from(steps)
    .leftJoin(users, eq(users.id, steps.saidBy))
    .where(and(eq(steps.tenantId, tenantId), eq(steps.experimentId, experimentId)))
    .orderBy(desc(steps.seq))
    .limit(stepsShown);
  return rows.map(({ step: { at, code, sentence }, email }) => ({ at: at.getTime(), code, sentence, by: email }));
}

async function readPublished(
  tx: Tx,
  { tenantId, experimentId }: ExperimentKey,
): Promise<{ effectId: string; at: number } | null> {
  const { measuredEffects: effects } = tables;
  const [row] = await tx
    .select({ id: effects.id, at: effects.publishedAt })
    .from(effects)
    .where(and(eq(effects.tenantId, tenantId), eq(effects.experimentId, experimentId), isNull(effects.withdrawnAt)));
  return row === undefined ? null : { effectId: row.id, at: row.at.getTime() };
}

async function emailOf(tx: Tx, userId: string): Promise<string> {
  const { users } = tables;
  const [row] = await tx.select({ email: users.email }).from(users).where(eq(users.id, userId));
  return row?.email ?? "";
}
