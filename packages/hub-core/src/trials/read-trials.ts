import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { trialIdSchema } from "./trial.ts";
import type { TrialId, TrialSummary, TrialView } from "./trial.ts";
import { trialReportSchema } from "./trial-report.ts";

/** The tenant's trials, newest first; of one fleet, or of one version, when it is named. */
export const listTrials = defineQuery({
  name: "listTrials",
  scope: "viewer",
  input: z.strictObject({
    fleetId: fleetIdSchema.optional(),
    personaVersionId: personaVersionIdSchema.optional(),
    limit: z.int().min(1).max(100).default(20),
  }),
  run: async ({ tx, actor }, { fleetId, personaVersionId, limit }): Promise<readonly TrialSummary[]> => {
    const { trials } = tables;
    const ofFleet = fleetId === undefined ? undefined : eq(trials.fleetId, fleetId);
    const ofVersion = personaVersionId === undefined ? undefined : eq(trials.personaVersionId, personaVersionId);
    const rows = await readRows(tx, actor.tenantId, { where: and(ofFleet, ofVersion), limit });
    return rows.map(summaryOf);
  },
});

/** One trial with its report. */
export const readTrial = defineQuery({
  name: "readTrial",
  scope: "viewer",
  input: z.strictObject({ trialId: trialIdSchema }),
  run: ({ tx, actor }, { trialId }): Promise<TrialView> => readTrialView(tx, actor.tenantId, trialId),
});

/** One trial of the tenant; `not-found` otherwise. */
export async function readTrialView(tx: Tx, tenantId: TenantId, trialId: TrialId): Promise<TrialView> {
  const [row] = await readRows(tx, tenantId, { where: eq(tables.trials.id, trialId), limit: 1 });
  if (row === undefined) throw notFound("trial");
  // A report of another shape than this hub knows is shown as none: the trial can be made again.
  return { ...summaryOf(row), report: trialReportSchema.safeParse(row.trial.report).data ?? null };
}

async function readRows(tx: Tx, tenantId: TenantId, { where, limit }: { where: SQL | undefined; limit: number }) {
  const { fleets, personaVersions, trials, users } = tables;
  return tx
    .select({
      trial: trials,
      fleetName: fleets.name,
      version: personaVersions.version,
      manifest: personaVersions.manifest,
      email: users.email,
    })
    .from(trials)
    .innerJoin(fleets, and(eq(fleets.tenantId, trials.tenantId), eq(fleets.id, trials.fleetId)))
    .innerJoin(personaVersions, eq(personaVersions.id, trials.personaVersionId))
    .innerJoin(users, eq(users.id, trials.requestedBy))
    .where(and(eq(trials.tenantId, tenantId), where))
    .orderBy(desc(trials.requestedAt), desc(trials.id))
    .limit(limit);
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

function summaryOf({ trial, fleetName, version, manifest, email }: Row): TrialSummary {
  const { failureCode, failure } = trial;
  return {
    trialId: trialIdSchema.parse(trial.id),
    fleetId: fleetIdSchema.parse(trial.fleetId),
    fleetName,
    personaVersionId: personaVersionIdSchema.parse(trial.personaVersionId),
    personaId: manifest.id,
    title: manifest.name,
    version,
    status: trial.status,
    since: trial.since.getTime(),
    until: trial.until.getTime(),
    requestedBy: email,
    requestedAt: trial.requestedAt.getTime(),
    endedAt: trial.endedAt?.getTime() ?? null,
    failure: failureCode === null ? null : { code: failureCode, message: failure ?? "" },
  };
}
