import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Assignment, FleetState } from "@fleet-persona/protocol";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { AssignmentView } from "../assignments/assignment.ts";
import { readAssignments } from "../assignments/read-assignments.ts";
import type { Deps } from "../deps.ts";
import { pauseOf } from "../fleets/read-fleets.ts";
import { notFound } from "../hub-error.ts";
import type { TenantId } from "../ids.ts";
import type { HostKey } from "./host-key.ts";

/** What a host should be doing, as of `revision`: the body of the protocol's `state` message. */
export type HostState = Omit<FleetState, "type">;

/** The state a host should converge to; `not-found` when the host is gone. */
export async function readHostState(deps: Deps, { tenantId, hostId }: HostKey): Promise<HostState> {
  const { assignments, fleets, hosts } = tables;
  return withTenant(deps.db, tenantId, async (tx) => {
    const [row] = await tx
      .select()
      .from(hosts)
      .innerJoin(fleets, and(eq(fleets.tenantId, hosts.tenantId), eq(fleets.id, hosts.fleetId)))
      .where(and(eq(hosts.tenantId, tenantId), eq(hosts.id, hostId)));
    if (row === undefined) throw notFound("host");
    const current = and(eq(assignments.fleetId, row.fleets.id), isNull(assignments.endedAt));
    const [assignment] = await readAssignments(tx, tenantId, current);
    const pause = pauseOf(row.fleets, deps.now());
    return {
      fleetId: row.fleets.id,
      revision: row.fleets.revision,
      paused: pause.paused,
      pausedUntil: pause.paused ? pause.until : null,
      assignment: assignment === undefined ? null : await assignmentMessage(tx, tenantId, assignment),
    };
  });
}

async function assignmentMessage(tx: Tx, tenantId: TenantId, assignment: AssignmentView): Promise<Assignment | null> {
  const { assignmentId, personaId, version, digest, mode } = assignment;
  const publisherKeys = await trustedKeys(tx, tenantId, assignment);
  // Nobody left to trust: better no Persona than one that only the database vouches for.
  if (publisherKeys.length === 0) return null;
  return { assignmentId, personaId, version, digest, publisherKeys, mode, settings: {}, bounds: {} };
}

// What an admin approved rests on the keys pinned then, whatever the publisher's page says now.
async function trustedKeys(
  tx: Tx,
  tenantId: TenantId,
  { approvedAt, signedBy }: AssignmentView,
): Promise<Assignment["publisherKeys"]> {
  const { publisherKeys, publisherPins } = tables;
  const rows =
    approvedAt === null
      ? await tx
          .select()
          .from(publisherKeys)
          .where(and(inArray(publisherKeys.fingerprint, [...signedBy]), isNull(publisherKeys.revokedAt)))
      : await tx
          .select()
          .from(publisherPins)
          .where(and(eq(publisherPins.tenantId, tenantId), inArray(publisherPins.fingerprint, [...signedBy])));
  return rows.map(({ fingerprint, publicKey }) => ({
    fingerprint,
    publicKey: Buffer.from(publicKey).toString("base64"),
  }));
}
