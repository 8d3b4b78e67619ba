import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, lt } from "drizzle-orm";
import { versionId } from "../gate/gate-run.ts";
import { readGateReport } from "../gate/read-gate.ts";
import type { VersionRow } from "./read-version.ts";
import type { EarlierVersion, SubjectFleet } from "./review-subject.ts";

/** What differences are counted from: the version in charge of a fleet, or else the one published before; null for a first one. */
export async function readEarlier(
  tx: Tx,
  { listingId, version, manifest }: VersionRow,
  fleets: readonly SubjectFleet[],
): Promise<EarlierVersion | null> {
  const { personaVersions } = tables;
  const running = fleets.flatMap(({ inCharge }) =>
    inCharge !== null && !inCharge.isThis && inCharge.personaId === manifest.id ? [inCharge.version] : [],
  );
  const inUse = running.length > 0;
  const [row] = await tx
    .select({ id: personaVersions.id, version: personaVersions.version, manifest: personaVersions.manifest })
    .from(personaVersions)
    .where(
      and(
        eq(personaVersions.listingId, listingId),
        inUse ? eq(personaVersions.version, Math.max(...running)) : lt(personaVersions.version, version),
      ),
    )
    .orderBy(desc(personaVersions.version))
    .limit(1);
  if (row === undefined) return null;
  const judged = await readGateReport(tx, versionId(row.id));
  return { version: row.version, manifest: row.manifest, report: judged?.report ?? null, inUse };
}
