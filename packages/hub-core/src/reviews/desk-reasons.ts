import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, arrayContains, eq, isNull } from "drizzle-orm";
import { readGateStates } from "../gate/read-gate.ts";
import { versionId } from "../gate/gate-run.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import type { DeskReason } from "./review.ts";

type Found = { readonly personaVersionId: PersonaVersionId; readonly reason: DeskReason };

/** Why versions wait for a decision, by version. */
export async function readDeskReasons(
  tx: Tx,
  tenantId: TenantId,
  fleetId?: FleetId,
): Promise<ReadonlyMap<PersonaVersionId, readonly DeskReason[]>> {
  const found = [
    ...(await askedFor(tx, tenantId, fleetId)),
    ...(await halfApproved(tx, tenantId, fleetId)),
    ...(await rejectedInUse(tx, tenantId, fleetId)),
  ];
  const groups = Map.groupBy(found, ({ personaVersionId }) => personaVersionId);
  return new Map([...groups].map(([id, items]) => [id, items.map(({ reason }) => reason)]));
}

async function askedFor(tx: Tx, tenantId: TenantId, fleetId?: FleetId): Promise<readonly Found[]> {
  const { fleets, reviewRequests: requests, users } = tables;
  const rows = await tx
    .select({ row: requests, fleet: fleets.name, by: users.email })
    .from(requests)
    .innerJoin(fleets, and(eq(fleets.tenantId, requests.tenantId), eq(fleets.id, requests.fleetId)))
    .leftJoin(users, eq(users.id, requests.askedBy))
    .where(
      and(
        eq(requests.tenantId, tenantId),
        isNull(requests.closedAt),
        fleetId === undefined ? undefined : eq(requests.fleetId, fleetId),
      ),
    );
  return rows.map(({ row, fleet, by }) => {
    const at = row.askedAt.getTime();
    const reason: DeskReason =
      row.reason === "asked"
        ? { kind: "asked", by: by ?? "somebody", at, fleet }
        : { kind: "new-version", at, fleet, heldBy: row.heldBy };
    return { personaVersionId: versionId(row.personaVersionId), reason };
  });
}

async function halfApproved(tx: Tx, tenantId: TenantId, fleetId?: FleetId): Promise<readonly Found[]> {
  const { reviews, users } = tables;
  const rows = await tx
    .select({ row: reviews, by: users.email })
    .from(reviews)
    .innerJoin(users, eq(users.id, reviews.reviewedBy))
    .where(
      and(
        eq(reviews.tenantId, tenantId),
        isNull(reviews.decidedAt),
        isNull(reviews.setAsideAt),
        fleetId === undefined ? undefined : arrayContains(reviews.fleets, [fleetId]),
      ),
    );
  return rows.map(({ row, by }) => ({
    personaVersionId: versionId(row.personaVersionId),
    reason: { kind: "second-look", by, at: row.reviewedAt.getTime(), mode: row.mode ?? "shadow" },
  }));
}

// Newer rules may reject what runs already: nothing new is installed, and an admin should look.
async function rejectedInUse(tx: Tx, tenantId: TenantId, fleetId?: FleetId): Promise<readonly Found[]> {
  const { assignments, fleets } = tables;
  const rows = await tx
    .select({ id: assignments.personaVersionId, fleet: fleets.name })
    .from(assignments)
    .innerJoin(fleets, and(eq(fleets.tenantId, assignments.tenantId), eq(fleets.id, assignments.fleetId)))
    .where(
      and(
        eq(assignments.tenantId, tenantId),
        isNull(assignments.endedAt),
        fleetId === undefined ? undefined : eq(assignments.fleetId, fleetId),
      ),
    );
  const gates = await readGateStates(tx, [...new Set(rows.map(({ id }) => versionId(id)))]);
  return rows.flatMap(({ id, fleet }): Found[] => {
    const gate = gates.get(versionId(id));
    if (gate?.kind !== "judged" || gate.verdict !== "rejected") return [];
    return [{ personaVersionId: versionId(id), reason: { kind: "rejected-in-use", at: gate.finishedAt, fleet } }];
  });
}
