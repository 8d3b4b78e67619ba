import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { MAX_REVOCATIONS } from "@fleet-persona/protocol";
import type { Revocation } from "@fleet-persona/protocol";
import { and, desc, eq, inArray } from "drizzle-orm";
import { union } from "drizzle-orm/pg-core";
import type { FleetId, TenantId } from "../ids.ts";
import { readRevocationPace } from "./revocation-pace.ts";
import { waveDelays } from "./waves.ts";

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly hostId: string;
  /** All hosts of the fleet: the waves are made of them. */
  readonly hostIds: readonly string[];
};

/** The revoked ones among the versions that a fleet runs or ever ran, the newest first, with this host's wave. */
export async function readRevocations(tx: Tx, { tenantId, fleetId, hostId, hostIds }: Asked): Promise<Revocation[]> {
  const { assignments, experimentVersions, personaVersions, versionNotices: notices } = tables;
  const assigned = tx
    .select({ id: assignments.personaVersionId })
    .from(assignments)
    .where(and(eq(assignments.tenantId, tenantId), eq(assignments.fleetId, fleetId)));
  const onArms = tx
    .select({ id: experimentVersions.personaVersionId })
    .from(experimentVersions)
    .where(and(eq(experimentVersions.tenantId, tenantId), eq(experimentVersions.fleetId, fleetId)));
  const rows = await tx
    .selectDistinct({ digest: personaVersions.digest, reason: notices.reason, saidAt: notices.saidAt })
    .from(personaVersions)
    .innerJoin(notices, eq(notices.personaVersionId, personaVersions.id))
    .where(and(inArray(personaVersions.id, union(assigned, onArms)), eq(notices.kind, "revoked")))
    .orderBy(desc(notices.saidAt), desc(personaVersions.digest))
    .limit(MAX_REVOCATIONS);
  if (rows.length === 0) return [];
  const pace = await readRevocationPace(tx, tenantId);
  return rows.map(({ digest, reason, saidAt }) => {
    const since = saidAt.getTime();
    return { digest, reason, since, startsAt: since + (waveDelays(pace, digest, hostIds).get(hostId) ?? 0) };
  });
}
