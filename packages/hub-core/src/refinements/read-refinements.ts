import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../hub-error.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { refinementIdSchema, refinementSettingsSchema } from "./refinement.ts";
import type { RefinementId, RefinementSummary, RefinementView } from "./refinement.ts";
import { provenanceSchema, refinementReportSchema } from "./refinement-report.ts";

/** The tenant's refinements, newest first; of one Persona when it is named. */
export const listRefinements = defineQuery({
  name: "listRefinements",
  scope: "viewer",
  input: z.strictObject({ personaId: z.string().max(160).optional(), limit: z.int().min(1).max(100).default(50) }),
  run: async ({ tx, actor }, { personaId, limit }): Promise<readonly RefinementSummary[]> => {
    const where = personaId === undefined ? undefined : eq(nameOf(), personaId);
    return (await readRows(tx, actor.tenantId, { where, limit })).map(summaryOf);
  },
});

/** One refinement with its report. */
export const getRefinement = defineQuery({
  name: "getRefinement",
  scope: "viewer",
  input: z.strictObject({ refinementId: refinementIdSchema }),
  run: ({ tx, actor }, { refinementId }): Promise<RefinementView> =>
    readRefinementView(tx, actor.tenantId, refinementId),
});

/** One refinement of the tenant; `not-found` otherwise. */
export async function readRefinementView(
  tx: Tx,
  tenantId: TenantId,
  refinementId: RefinementId,
): Promise<RefinementView> {
  const { refinementFiles: files, refinements } = tables;
  const [row] = await readRows(tx, tenantId, { where: eq(refinements.id, refinementId), limit: 1 });
  if (row === undefined) throw notFound("refinement");
  const written = await tx
    .select({ name: files.name, bytes: sql<number>`octet_length(${files.content})`, sha256: files.sha256 })
    .from(files)
    .where(and(eq(files.tenantId, tenantId), eq(files.refinementId, refinementId)))
    .orderBy(asc(files.name));
  return {
    ...summaryOf(row),
    provenance: provenanceSchema.safeParse(row.refinement.provenance).data ?? null,
    report: refinementReportSchema.safeParse(row.refinement.report).data ?? null,
    files: written.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256: Buffer.from(sha256).toString("hex") })),
  };
}

const nameOf = (): SQL<string> => sql<string>`${tables.listings.publisherSlug} || '/' || ${tables.listings.name}`;

async function readRows(tx: Tx, tenantId: TenantId, { where, limit }: { where: SQL | undefined; limit: number }) {
  const { listings, personaVersions, refinementFiles, refinements, users } = tables;
  // A candidate was published when a version carries the very model.
  const published = sql<number | null>`(
    select v.version from persona_versions v, jsonb_array_elements(v.manifest -> 'files') file
    join ${refinementFiles} on file ->> 'name' = ${refinementFiles.name} and file ->> 'sha256' = encode(${refinementFiles.sha256}, 'hex')
    where v.listing_id = ${refinements.listingId} and ${refinementFiles.tenantId} = ${refinements.tenantId}
      and ${refinementFiles.refinementId} = ${refinements.id} and ${refinementFiles.name} = 'policy.onnx'
      and v.version > ${personaVersions.version}
    order by v.version limit 1)`;
  return tx
    .select({
      refinement: refinements,
      personaId: nameOf(),
      title: listings.title,
      parentVersion: personaVersions.version,
      email: users.email,
      publishedVersion: published,
    })
    .from(refinements)
    .innerJoin(listings, eq(listings.id, refinements.listingId))
    .innerJoin(personaVersions, eq(personaVersions.id, refinements.parentVersionId))
    .innerJoin(users, eq(users.id, refinements.requestedBy))
    .where(and(eq(refinements.tenantId, tenantId), where))
    .orderBy(desc(refinements.requestedAt), desc(refinements.id))
    .limit(limit);
}

type Row = Awaited<ReturnType<typeof readRows>>[number];

const doingSchema = z.object({ sentence: z.string() });

function summaryOf({ refinement, email, publishedVersion, ...named }: Row): RefinementSummary {
  const { failureCode, failure, status } = refinement;
  return {
    ...named,
    refinementId: refinementIdSchema.parse(refinement.id),
    listingId: listingIdSchema.parse(refinement.listingId),
    parentVersionId: personaVersionIdSchema.parse(refinement.parentVersionId),
    method: refinement.method,
    seed: refinement.seed,
    settings: refinementSettingsSchema.safeParse(refinement.settings).data ?? {},
    state: status === "done" ? (publishedVersion === null ? "ready" : "published") : status,
    doing: status === "running" ? (doingSchema.safeParse(refinement.progress).data?.sentence ?? null) : null,
    experiments: refinement.experiments,
    requestedBy: email,
    requestedAt: refinement.requestedAt.getTime(),
    endedAt: refinement.endedAt?.getTime() ?? null,
    failure: failureCode === null ? null : { code: failureCode, message: failure ?? "" },
    datasetVersion: refinement.datasetVersion,
    publishedVersion,
  };
}
