import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { controlOf, experimentPlanSchema } from "@fleet-persona/experiments";
import type { Judgement } from "@fleet-persona/experiments";
import { and, desc, eq, inArray, isNotNull, isNull } from "drizzle-orm";
import { z } from "zod";
import { resolvedSchema } from "../experiments/resolved.ts";
import type { TenantId } from "../ids.ts";
import type { KinRow } from "./kin.ts";

const interval = z.object({ estimate: z.number(), low: z.number(), high: z.number() });
type Interval = z.output<typeof interval>;

/**
 * What is said of a version beside another one, and by whom. `own`: the asking tenant's experiment. `published`: some tenant's, as its
 * enrolled agents reported it. `author`: the author's estimate from journals, before anything ran; in reward a second.
 */
export type FamilyEffect = {
  readonly by: "own" | "published" | "author";
  /** "p95 latency"; of an author's estimate what a second was worth. */
  readonly what: string;
  readonly better: "lower" | "higher";
  /** As a share of what it was compared with (`share`), or in reward a second (`reward`). */
  readonly scale: "share" | "reward";
  readonly effect: Interval;
  readonly verdict: string;
  readonly comparedWith: string;
  readonly experimentId: string | null;
  readonly at: number;
};

const mostPerVersion = 3;

/** By version, newest first within each source; without a tenant none is its own. */
export async function readFamilyEffects(
  tx: Tx,
  tenantId: TenantId | null,
  rows: readonly KinRow[],
): Promise<ReadonlyMap<string, readonly FamilyEffect[]>> {
  if (rows.length === 0) return new Map();
  const found: (readonly [string, FamilyEffect])[] = [
    ...(tenantId === null ? [] : await ownEffects(tx, tenantId, rows)),
    ...(await publishedEffects(tx, tenantId, rows)),
    ...rows.flatMap((row) => authorEffect(row)),
  ];
  const byVersion = Map.groupBy(found, ([id]) => id);
  return new Map([...byVersion].map(([id, each]) => [id, each.map(([, effect]) => effect).slice(0, mostPerVersion)]));
}

type Found = readonly (readonly [string, FamilyEffect])[];

async function ownEffects(tx: Tx, tenantId: TenantId, rows: readonly KinRow[]): Promise<Found> {
  const { experimentVersions: versions, experiments } = tables;
  const ids = rows.map(({ id }) => id);
  const ended = await tx
    .selectDistinct({
      id: experiments.id,
      plan: experiments.plan,
      resolved: experiments.resolved,
      judgement: experiments.judgement,
      endedAt: experiments.endedAt,
    })
    .from(experiments)
    .innerJoin(versions, and(eq(versions.tenantId, experiments.tenantId), eq(versions.experimentId, experiments.id)))
    .where(
      and(eq(experiments.tenantId, tenantId), isNotNull(experiments.endedAt), inArray(versions.personaVersionId, ids)),
    )
    .orderBy(desc(experiments.endedAt))
    .limit(200);
  return ended.flatMap(({ id, plan, resolved, judgement, endedAt }) => {
    const [declared, meant] = [experimentPlanSchema.safeParse(plan), resolvedSchema.safeParse(resolved)];
    if (!declared.success || !meant.success || judgement === null || endedAt === null) return [];
    return armEffects({ plan: declared.data, resolved: meant.data, judgement: judgement as Judgement }).map(
      ([version, effect]) =>
        [version, { ...effect, by: "own" as const, experimentId: id, at: endedAt.getTime() }] as const,
    );
  });
}

type Experiment = {
  readonly plan: z.output<typeof experimentPlanSchema>;
  readonly resolved: z.output<typeof resolvedSchema>;
  readonly judgement: Judgement;
};

/** Of the arms that ran another version than the control did. */
function armEffects({
  plan,
  resolved,
  judgement,
}: Experiment): (readonly [string, Omit<FamilyEffect, "by" | "experimentId" | "at">])[] {
  const control = resolved.arms[controlOf(plan)];
  const goal = plan.metrics.find(({ name }) => name === plan.goal);
  return Object.entries(resolved.arms).flatMap(([arm, { personaVersionId }]) => {
    const relative = judgement.comparisons.find((each) => each.metric === plan.goal && each.arm === arm)?.sequential
      .relative;
    if (control === undefined || personaVersionId === control.personaVersionId || !relative) return [];
    const verdict = judgement.arms.find((each) => each.arm === arm)?.verdict ?? "inconclusive";
    const comparedWith = `${control.personaId} version ${control.version}`;
    const said = {
      what: goal?.title ?? plan.goal,
      better: goal?.better ?? ("lower" as const),
      scale: "share" as const,
    };
    return [[personaVersionId, { ...said, effect: relative, verdict, comparedWith }] as const];
  });
}

const toldSchema = z.object({
  metric: z.object({ title: z.string(), better: z.enum(["lower", "higher"]) }),
  verdict: z.string(),
  relative: interval.nullable(),
  comparedWith: z.string(),
});

async function publishedEffects(tx: Tx, tenantId: TenantId | null, rows: readonly KinRow[]): Promise<Found> {
  const { measuredEffects: effects } = tables;
  const ids = rows.map(({ id }) => id);
  const told = await tx
    .select()
    .from(effects)
    .where(and(inArray(effects.personaVersionId, ids), isNull(effects.withdrawnAt)))
    .orderBy(desc(effects.publishedAt))
    .limit(200);
  return told.flatMap((row) => {
    // What the tenant itself told is there as its own experiment.
    if (row.tenantId === tenantId) return [];
    const { data } = toldSchema.safeParse(row.effect);
    if (data === undefined || data.relative === null) return [];
    const { metric, verdict, relative, comparedWith } = data;
    const said = {
      what: metric.title,
      better: metric.better,
      scale: "share" as const,
      effect: relative,
      verdict,
      comparedWith,
    };
    return [
      [row.personaVersionId, { ...said, by: "published" as const, experimentId: null, at: row.publishedAt.getTime() }],
    ];
  });
}

const estimatedSchema = z.object({
  kind: z.literal("off-policy-evaluation"),
  parent: z.object({ id: z.string(), version: z.int() }),
  evaluation: z.object({
    gain: z.object({ value: z.number(), low: z.number(), high: z.number() }),
    support: z.object({ effective: z.number() }),
  }),
});

/** What a refined version's own evidence says it was expected to gain. */
function authorEffect({ id, evidence, publishedAt }: KinRow): Found {
  const { data } = estimatedSchema.safeParse(evidence);
  if (data === undefined) return [];
  const { parent, evaluation } = data;
  const { value, low, high } = evaluation.gain;
  const effect: FamilyEffect = {
    by: "author",
    what: "reward a second, estimated from journals",
    better: "higher",
    scale: "reward",
    effect: { estimate: value, low, high },
    verdict: "estimated",
    comparedWith: `${parent.id} version ${parent.version}`,
    experimentId: null,
    at: publishedAt.getTime(),
  };
  return [[id, effect]];
}
