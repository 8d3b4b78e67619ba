import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { controlOf, hasEnded, partMs, VERDICTS } from "@fleet-persona/experiments";
import { and, desc, eq, isNull } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../hub-error.ts";
import { experimentIdSchema, listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { ListingId, TenantId } from "../ids.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { judgementOf } from "./experiment-list.ts";
import type { MeasuredEffect } from "./experiment.ts";
import type { ExperimentRecord } from "./experiment-record.ts";
import { lockExperiment } from "./lock-experiment.ts";
import { sayArm } from "./resolved.ts";

const interval = z.strictObject({ estimate: z.number(), low: z.number(), high: z.number() });

/** What is told of an experiment, and nothing else of it: no fleet, no host, no tenant. */
const toldSchema = z.strictObject({
  metric: z.strictObject({ title: z.string(), unit: z.string(), better: z.enum(["lower", "higher"]) }),
  verdict: z.enum(VERDICTS),
  absolute: interval,
  relative: interval.nullable(),
  comparedWith: z.string(),
  design: z.enum(["hosts", "switchback"]),
  units: z.int(),
  measuredS: z.number(),
  version: z.int(),
});
type Told = z.output<typeof toldSchema>;

/**
 * Tells everybody who sees the listing what an experiment found about a version. `refused` with `experiment-open` before it has ended, with
 * `no-effect` when nothing was found out, with `no-persona` when no arm but the control ran one.
 */
export const publishEffect = defineCommand({
  name: "publishEffect",
  scope: "admin",
  input: z.strictObject({ experimentId: experimentIdSchema }),
  run: async ({ tx, actor, now }, { experimentId }): Promise<{ readonly effectId: string }> => {
    const { measuredEffects: effects } = tables;
    const { tenantId, userId } = actor;
    const record = await lockExperiment(tx, { tenantId, experimentId });
    const { listingId, personaVersionId, told } = toldOf(record);
    const known = and(
      eq(effects.tenantId, tenantId),
      eq(effects.experimentId, experimentId),
      isNull(effects.withdrawnAt),
    );
    const [there] = await tx.select({ id: effects.id }).from(effects).where(known);
    if (there !== undefined) return { effectId: there.id };
    const row = {
      tenantId,
      experimentId,
      listingId,
      personaVersionId,
      effect: told,
      publishedBy: userId,
      publishedAt: now,
    };
    const [made] = await tx.insert(effects).values(row).returning({ id: effects.id });
    return { effectId: made?.id ?? "" };
  },
  entityId: ({ effectId }) => effectId,
});

/** Takes back what was told; it is shown to nobody any more. */
export const withdrawEffect = defineCommand({
  name: "withdrawEffect",
  scope: "admin",
  input: z.strictObject({ effectId: z.uuid() }),
  run: async ({ tx, actor, now }, { effectId }): Promise<{ readonly effectId: string }> => {
    const { measuredEffects: effects } = tables;
    const mine = and(eq(effects.tenantId, actor.tenantId), eq(effects.id, effectId));
    const [row] = await tx.select({ id: effects.id }).from(effects).where(mine);
    if (row === undefined) throw notFound("effect");
    await tx
      .update(effects)
      .set({ withdrawnAt: now })
      .where(and(mine, isNull(effects.withdrawnAt)));
    return { effectId };
  },
  entityId: ({ effectId }) => effectId,
});

/** What tenants told of a listing's versions, newest first. */
export const listMeasuredEffects = defineQuery({
  name: "listMeasuredEffects",
  scope: "viewer",
  input: z.strictObject({ listingId: listingIdSchema, limit: z.int().min(1).max(200).default(50) }),
  run: ({ tx, actor }, input): Promise<readonly MeasuredEffect[]> =>
    readMeasuredEffects(tx, { ...input, tenantId: actor.tenantId }),
});

type Asked = { readonly listingId: ListingId; readonly limit: number; readonly tenantId: TenantId | null };

/** The same for whoever asks; without a tenant none of them is `own`. */
export function readMeasuredEffects(tx: Tx, { listingId, limit, tenantId }: Asked): Promise<readonly MeasuredEffect[]> {
  return readToldEffects(tx, eq(tables.measuredEffects.listingId, listingId), { limit, tenantId });
}

/** The effects that a condition names and that were not taken back, newest first; `own` as the tenant sees it. */
export async function readToldEffects(
  tx: Tx,
  where: SQL | undefined,
  { tenantId, limit = 200 }: Pick<Asked, "tenantId"> & Partial<Asked>,
): Promise<readonly MeasuredEffect[]> {
  const { measuredEffects: effects } = tables;
  const rows = await tx
    .select()
    .from(effects)
    .where(and(where, isNull(effects.withdrawnAt)))
    .orderBy(desc(effects.publishedAt), desc(effects.id))
    .limit(limit);
  return rows.map((row) => ({
    effectId: row.id,
    listingId: listingIdSchema.parse(row.listingId),
    personaVersionId: personaVersionIdSchema.parse(row.personaVersionId),
    label: "reported by enrolled agents",
    publishedAt: row.publishedAt.getTime(),
    own: row.tenantId === tenantId,
    ...toldSchema.parse(row.effect),
  }));
}

type Publishable = { readonly listingId: string; readonly personaVersionId: string; readonly told: Told };

function toldOf(record: ExperimentRecord): Publishable {
  const { plan, run, resolved } = record;
  if (!hasEnded(run.status))
    throw new HubError("refused", "It has not ended: what it finds may still change.", "experiment-open");
  const judgement = judgementOf(record);
  const found = judgement?.comparisons.filter(({ metric }) => metric === plan.goal) ?? [];
  const comparison = found.find(({ arm }) => arm === run.winner) ?? found[0];
  if (judgement === null || comparison === undefined)
    throw new HubError("refused", "Nothing was found out that could be told.", "no-effect");
  const arm = resolved?.arms[comparison.arm];
  const control = resolved?.arms[controlOf(plan)];
  if (arm === undefined || control === undefined)
    throw new HubError("refused", "No arm but the control ran a Persona.", "no-persona");
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  const told: Told = {
    metric: { title: goal?.title ?? plan.goal, unit: goal?.unit ?? "", better: goal?.better ?? "lower" },
    verdict: judgement.arms.find((one) => one.arm === comparison.arm)?.verdict ?? "inconclusive",
    absolute: comparison.sequential.absolute,
    relative: comparison.sequential.relative,
    comparedWith: sayArm(control),
    design: plan.design.kind,
    units: comparison.control.units + comparison.treated.units,
    measuredS: partMs(run, run.end?.at ?? 0) / 1000,
    version: arm.version,
  };
  return { listingId: arm.listingId, personaVersionId: arm.personaVersionId, told };
}
