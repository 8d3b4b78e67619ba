import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { controlOf } from "@fleet-persona/fleet-config";
import type { HostControl } from "@fleet-persona/fleet-config";
import type { Assignment, Control, FleetState } from "@fleet-persona/protocol";
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { AssignmentView } from "../assignments/assignment.ts";
import { readAssignments } from "../assignments/read-assignments.ts";
import { readNewestDocument } from "../config/read-config.ts";
import { readKillSwitches, readPauses, readResumptions } from "../control/read-control.ts";
import type { Deps } from "../deps.ts";
import { pauseOf } from "../fleets/read-fleets.ts";
import { readHostArm } from "../experiments/host-assignment.ts";
import type { HostArm } from "../experiments/host-assignment.ts";
import { notFound } from "../hub-error.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { readLeadership } from "../leadership/read-leadership.ts";
import { readRevocations } from "../lifecycle/read-revocations.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
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
    const fleetId = fleetIdSchema.parse(row.fleets.id);
    const current = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
    const [assignment] = await readAssignments(tx, tenantId, current);
    const config = await readNewestDocument(tx, { tenantId, fleetId }, row.fleets.slug);
    const hostIds = await hostIdsOf(tx, tenantId, fleetId);
    const document = controlOf(config, { hostId, hostIds });
    const wanted = { tenantId, fleetId, now: deps.now() };
    const arm = await readHostArm(tx, { tenantId, hostId, fleetId, current: assignment, document });
    const pauses = (await readPauses(tx, wanted)).map(({ view }) => view);
    const pause = pauseOf(row.fleets, pauses, wanted.now);
    const said = pauses.filter(({ scope }) => scope.kind !== "all").map(({ scope, until }) => ({ scope, until }));
    const everything = pause.paused ? [{ scope: { kind: "all" } as const, until: pause.until }] : [];
    return {
      fleetId,
      revision: row.fleets.revision,
      paused: pause.paused,
      pausedUntil: pause.paused ? pause.until : null,
      assignment:
        arm === null
          ? await assignmentMessage(tx, tenantId, { assignment, document })
          : await armMessage(tx, tenantId, arm),
      control: {
        ...document.control,
        killSwitch: await killSwitchOf(tx, wanted),
        pauses: [...everything, ...said],
        resumedAt: await readResumptions(tx, tenantId, fleetId),
      },
      leadership: await readLeadership(tx, tenantId, fleetId),
      revocations: await readRevocations(tx, { tenantId, fleetId, hostId, hostIds }),
    };
  });
}

async function hostIdsOf(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<readonly string[]> {
  const { hosts } = tables;
  const mine = and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId));
  return (await tx.select({ id: hosts.id }).from(hosts).where(mine)).map(({ id }) => id);
}

type Wanted = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date };

async function killSwitchOf(tx: Tx, wanted: Wanted): Promise<Control["killSwitch"]> {
  const [engaged] = await readKillSwitches(tx, wanted);
  if (engaged === undefined) return null;
  const { engagedAt, engagedBy, reason } = engaged.view;
  return { since: engagedAt, by: engagedBy.slice(0, 200), reason };
}

async function assignmentMessage(
  tx: Tx,
  tenantId: TenantId,
  { assignment, document }: { assignment: AssignmentView | undefined; document: HostControl },
): Promise<Assignment | null> {
  if (assignment === undefined) return null;
  const { assignmentId, personaId, version, digest, mode } = assignment;
  const publisherKeys = await trustedKeys(tx, tenantId, assignment);
  // Nobody left to trust: better no Persona than one that only the database vouches for.
  if (publisherKeys.length === 0) return null;
  const { settings, bounds } = document;
  return { assignmentId, personaId, version, digest, publisherKeys, mode, settings, bounds };
}

// The review that lets an arm's version act pinned its keys.
async function armMessage(tx: Tx, tenantId: TenantId, { arm, assignment }: HostArm): Promise<Assignment | null> {
  const versionState = await readVersionState(tx, arm.personaVersionId);
  const publisherKeys = await trustedKeys(tx, tenantId, { approvedAt: 0, signedBy: arm.signedBy, versionState });
  return publisherKeys.length === 0 ? null : { ...assignment, publisherKeys };
}

// What an admin approved rests on the keys pinned then, whatever the publisher's page says now. Of a revoked version the keys may
// be revoked as well: no agent installs it any more, but the ones that run it must still be told what to leave.
async function trustedKeys(
  tx: Tx,
  tenantId: TenantId,
  { approvedAt, signedBy, versionState }: Pick<AssignmentView, "approvedAt" | "signedBy" | "versionState">,
): Promise<Assignment["publisherKeys"]> {
  const { publisherKeys, publisherPins } = tables;
  const rows =
    approvedAt === null
      ? await tx
          .select()
          .from(publisherKeys)
          .where(
            and(
              inArray(publisherKeys.fingerprint, [...signedBy]),
              versionState.state === "revoked" ? undefined : isNull(publisherKeys.revokedAt),
            ),
          )
      : await tx
          .select()
          .from(publisherPins)
          .where(and(eq(publisherPins.tenantId, tenantId), inArray(publisherPins.fingerprint, [...signedBy])));
  return rows.map(({ fingerprint, publicKey }) => ({
    fingerprint,
    publicKey: Buffer.from(publicKey).toString("base64"),
  }));
}
