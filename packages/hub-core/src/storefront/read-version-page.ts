import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Manifest } from "@fleet-persona/persona";
import { desc, eq, sql } from "drizzle-orm";
import { versionId } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import { personaVersionIdSchema } from "../ids.ts";
import type { ListingId, PersonaVersionId } from "../ids.ts";
import { offered, readVersionStates } from "../lifecycle/read-version-states.ts";
import type { PersonaVersionView } from "../store/listing.ts";
import type { GateFigures } from "./listing-page.ts";

/** A page lists so many versions at most. */
const mostVersionsShown = 50;

/** The newest versions of a listing without their content, and how many there are. */
export async function readVersionHistory(
  tx: Tx,
  listingId: ListingId,
): Promise<{ readonly versions: readonly PersonaVersionView[]; readonly count: number }> {
  const { personaVersions } = tables;
  const rows = await tx
    .select({
      id: personaVersions.id,
      version: personaVersions.version,
      digest: personaVersions.digest,
      signedBy: personaVersions.signedBy,
      changelog: sql<Manifest["changelog"]>`${personaVersions.manifest}->'changelog'`,
      publishedAt: personaVersions.publishedAt,
      count: sql<number>`count(*) over ()::integer`,
    })
    .from(personaVersions)
    .where(eq(personaVersions.listingId, listingId))
    .orderBy(desc(personaVersions.version))
    .limit(mostVersionsShown);
  const ids = rows.map(({ id }) => versionId(id));
  const [gates, states] = await Promise.all([readGateStates(tx, ids), readVersionStates(tx, ids)]);
  const versions = rows.map(({ id, count: _count, publishedAt, ...row }) => ({
    ...(states.get(id) ?? offered),
    ...row,
    personaVersionId: personaVersionIdSchema.parse(id),
    gate: gates.get(versionId(id)) ?? ({ kind: "pending" } as const),
    publishedAt: publishedAt.getTime(),
  }));
  return { versions, count: rows[0]?.count ?? 0 };
}

type VersionContent = {
  readonly card: string;
  readonly manifest: Manifest;
  readonly evidence: unknown;
  readonly digest: string;
  readonly signedBy: readonly string[];
};

// Curves and series: most of an author's report, and no page of the store draws them.
const longKeys = ["training", "scenarios", "runs", "series"];

/** What one version says of itself; of its evidence only what pages show. */
export async function readVersionContent(tx: Tx, id: PersonaVersionId): Promise<VersionContent | undefined> {
  const { personaVersions } = tables;
  const { card, digest, evidence, manifest, signedBy } = personaVersions;
  const long = sql.join(
    longKeys.map((key) => sql`${key}::text`),
    sql`, `,
  );
  const [row] = await tx
    .select({
      card,
      manifest,
      digest,
      signedBy,
      evidence: sql<unknown>`case jsonb_typeof(${evidence}) when 'object' then ${evidence} - array[${long}] else 'null'::jsonb end`,
    })
    .from(personaVersions)
    .where(eq(personaVersions.id, id));
  return row;
}

/** The figures of the newest report's scenarios, without its model and reasons. */
export async function readGateFigures(tx: Tx, id: PersonaVersionId): Promise<readonly GateFigures[]> {
  const { gateRuns: runs } = tables;
  const [row] = await tx
    .select({
      scenarios: sql<
        readonly GateFigures[] | null
      >`(select jsonb_agg(jsonb_build_object('name', s->'name', 'runs', s->'runs',
        'guarded', s->'guarded', 'baselines', s->'baselines') order by at)
        from jsonb_array_elements(${runs.report}->'behaviour'->'scenarios') with ordinality as each(s, at)
        where jsonb_typeof(${runs.report}->'behaviour') = 'object')`,
    })
    .from(runs)
    .where(sql`${eq(runs.personaVersionId, id)} and ${runs.status} = 'done'`)
    .orderBy(desc(runs.finishedAt), desc(runs.seq))
    .limit(1);
  return row?.scenarios ?? [];
}
