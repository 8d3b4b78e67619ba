import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { appendAudit } from "../audit/append-audit.ts";
import { takeEffect } from "./take-effect.ts";
import type { Approval, PinnedKey } from "./take-effect.ts";

/** Lets a version follow an approved one because the tenant's policy says so; in the audit log as the policy's own doing. */
export async function approveByPolicy(
  tx: Tx,
  approval: Omit<Approval, "note">,
  pinned: readonly PinnedKey[],
): Promise<void> {
  const { tenantId, now, version, fleetIds, mode, bounds } = approval;
  const { personaVersionId, listingId, manifest } = version;
  const note = `Followed by policy: ${manifest.id} version ${version.version} changes nothing but the model`;
  const [made] = await tx
    .insert(tables.reviews)
    .values({
      tenantId,
      listingId,
      personaVersionId,
      fleets: [...fleetIds],
      decision: "approve",
      mode,
      bounds,
      note,
      fingerprints: pinned.map(({ fingerprint }) => fingerprint),
      reviewedAt: now,
      decidedAt: now,
    })
    .returning({ id: tables.reviews.id });
  await takeEffect(tx, { ...approval, note }, pinned);
  await appendAudit(tx, {
    tenantId,
    at: now,
    actor: "policy:review",
    command: "autoApproveVersion",
    entityId: made?.id ?? "",
    details: { personaVersionId, personaId: manifest.id, version: version.version, fleetIds, mode },
  });
}
