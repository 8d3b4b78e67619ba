import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull } from "drizzle-orm";
import { readNewestDocument } from "../config/read-config.ts";
import { readFit } from "../fit/read-fit.ts";
import type { FleetView } from "../fleets/fleet.ts";
import { readFleets } from "../fleets/read-fleets.ts";
import type { TenantId } from "../ids.ts";
import { declaredBounds } from "./put-in-charge.ts";
import type { VersionRow } from "./read-version.ts";
import type { SubjectFleet } from "./review-subject.ts";
import { readPermission } from "./standing-review.ts";

type Wanted = { readonly tenantId: TenantId; readonly now: Date; readonly version: VersionRow };

/** The tenant's fleets, each with what a decision about the version would change there. */
export async function readSubjectFleets(tx: Tx, wanted: Wanted): Promise<readonly SubjectFleet[]> {
  const asked = await readAsked(tx, wanted);
  const found: SubjectFleet[] = [];
  for (const fleet of await readFleets(tx, wanted)) found.push(await subjectFleet(tx, wanted, { fleet, asked }));
  return found;
}

async function subjectFleet(
  tx: Tx,
  { tenantId, now, version }: Wanted,
  { fleet, asked }: { fleet: FleetView; asked: ReadonlySet<string> },
): Promise<SubjectFleet> {
  const { fleetId, name, slug, hosts, assignment } = fleet;
  const { personaVersionId, manifest } = version;
  return {
    fleetId,
    name,
    hosts: hosts.online + hosts.offline,
    inCharge: assignment && {
      personaId: assignment.personaId,
      version: assignment.version,
      mode: assignment.mode,
      isThis: assignment.personaVersionId === personaVersionId,
    },
    permission: await readPermission(tx, { tenantId, fleetId, personaVersionId }),
    declared: declaredBounds(await readNewestDocument(tx, { tenantId, fleetId }, slug)),
    asked: asked.has(fleetId),
    missing: (await readFit(tx, { tenantId, fleetId, now, manifest })).missing,
  };
}

async function readAsked(tx: Tx, { tenantId, version }: Wanted): Promise<ReadonlySet<string>> {
  const { reviewRequests: requests } = tables;
  const rows = await tx
    .select({ fleetId: requests.fleetId })
    .from(requests)
    .where(
      and(
        eq(requests.tenantId, tenantId),
        eq(requests.personaVersionId, version.personaVersionId),
        isNull(requests.closedAt),
      ),
    );
  return new Set(rows.map(({ fleetId }) => fleetId));
}
