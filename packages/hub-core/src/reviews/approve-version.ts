import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { z } from "zod";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { readFit } from "../fit/read-fit.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import { quarantineReasons, requireAdmission } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { HubError } from "../hub-error.ts";
import { personaVersionIdSchema } from "../ids.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { proseSchema } from "../text.ts";
import { defineCommand } from "../use-case/define.ts";
import { narrowBounds } from "./narrow-bounds.ts";
import { boundsRefusal } from "./put-in-charge.ts";
import { readReview } from "./read-reviews.ts";
import { readVersion, requireEntitlement } from "./read-version.ts";
import type { VersionRow } from "./read-version.ts";
import { reviewBoundsSchema, reviewFleetsSchema, reviewIdSchema } from "./review.ts";
import type { ReviewView } from "./review.ts";
import { readReviewPolicy } from "./review-policy.ts";
import { requireSigningKeys, takeEffect } from "./take-effect.ts";
import { setAsideWaiting } from "./waiting-reviews.ts";

/**
 * An admin's yes to a version for some fleets, within bounds that may only narrow, as shadow or active. It is in charge there at
 * once unless it is not to be (`inCharge` false: experiments may run it); where the tenant wants four eyes, once another admin confirmed. What the gate quarantined takes the code of every reason.
 * What its publisher took back is `refused` with `version-yanked` or `version-revoked`. When a fleet lacks a required signal it is `refused` with `signals-missing: <names>`, unless `acceptMissing`.
 */
export const approveVersion = defineCommand({
  name: "approveVersion",
  scope: "admin",
  input: z.strictObject({
    personaVersionId: personaVersionIdSchema,
    fleetIds: reviewFleetsSchema,
    mode: z.enum(["shadow", "active"]),
    bounds: reviewBoundsSchema.default({}),
    note: proseSchema(2_000).default(""),
    quarantineReasons: z.array(z.string().max(80)).max(64).default([]),
    acceptMissing: z.boolean().default(false),
    inCharge: z.boolean().default(true),
  }),
  run: async ({ tx, actor, now }, input): Promise<ReviewView> => {
    const { tenantId, userId } = actor;
    const { personaVersionId, fleetIds, mode, bounds, note, inCharge } = input;
    for (const fleetId of fleetIds) {
      await lockFleet(tx, tenantId, fleetId);
      if (inCharge) await requireNoExperiment(tx, tenantId, fleetId);
    }
    const version = await readVersion(tx, personaVersionId);
    await requireEntitlement(tx, { tenantId, listingId: version.listingId, now });
    await requireNotRevoked(tx, personaVersionId);
    const gate = await readGateState(tx, personaVersionId);
    requireAdmission(gate, input.quarantineReasons);
    const narrowed = narrowBounds(version.manifest.attributes, bounds, {});
    if (narrowed.kind !== "bounds") throw boundsRefusal(narrowed, "every fleet");
    if (!input.acceptMissing) await refuseMissing(tx, { tenantId, fleetIds, now, version });
    const keys = await requireSigningKeys(tx, version);
    await setAsideWaiting(tx, { tenantId, personaVersionId, fleetIds, now });
    const { fourEyes } = await readReviewPolicy(tx, tenantId);
    const [made] = await tx
      .insert(tables.reviews)
      .values({
        tenantId,
        listingId: version.listingId,
        personaVersionId,
        fleets: [...fleetIds],
        decision: "approve",
        mode,
        bounds,
        note,
        quarantineReasons: [...quarantineReasons(gate)],
        fingerprints: keys.map(({ fingerprint }) => fingerprint),
        reviewedBy: userId,
        reviewedAt: now,
        decidedAt: fourEyes ? null : now,
        inCharge,
      })
      .returning({ id: tables.reviews.id });
    const approval = { tenantId, userId, now, note, version, fleetIds, mode, bounds, inCharge };
    if (!fourEyes) await takeEffect(tx, approval, keys);
    return readReview(tx, tenantId, reviewIdSchema.parse(made?.id));
  },
  entityId: (review) => review.reviewId,
  details: ({ acceptMissing: _accepted, ...input }, { personaId, version, state }) => ({
    ...input,
    personaId,
    version,
    state,
  }),
});

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetIds: readonly FleetId[];
  readonly now: Date;
  readonly version: VersionRow;
};

async function refuseMissing(tx: Tx, { tenantId, fleetIds, now, version: { manifest } }: Asked): Promise<void> {
  const missing = new Set<string>();
  for (const fleetId of fleetIds) {
    for (const name of (await readFit(tx, { tenantId, fleetId, now, manifest })).missing) missing.add(name);
  }
  if (missing.size === 0) return;
  const names = [...missing].join(", ");
  const message = `This Persona requires ${names}, and as far as the hub is told, no host or source of a chosen fleet supplies it.`;
  throw new HubError("refused", message, `signals-missing: ${names}`);
}
