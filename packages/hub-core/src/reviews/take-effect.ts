import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, inArray, isNull } from "drizzle-orm";
import type { AssignmentMode } from "../assignments/assignment.ts";
import { requireNoExperiment } from "../experiments/require-no-experiment.ts";
import { HubError } from "../hub-error.ts";
import type { FleetId, TenantId, UserId } from "../ids.ts";
import { readKeyring } from "../trust/keyring.ts";
import { putInCharge } from "./put-in-charge.ts";
import type { VersionRow } from "./read-version.ts";
import { closeRequests } from "./requests.ts";
import type { ReviewBounds } from "./review.ts";

/** An approval that nothing stands in the way of any more. */
export type Approval = {
  readonly tenantId: TenantId;
  /** In whose name the fleets' documents change. */
  readonly userId: UserId;
  readonly now: Date;
  readonly note: string;
  readonly version: VersionRow;
  readonly fleetIds: readonly FleetId[];
  readonly mode: AssignmentMode;
  readonly bounds: ReviewBounds;
  /** Whether the version is put in charge, or only may be run by experiments. */
  readonly inCharge: boolean;
};

/** Pins the keys that signed the version, with the keyring they are of, and puts it in charge of each fleet where it is to be. What was asked of the listing there is answered. */
export async function takeEffect(tx: Tx, approval: Approval, keys: readonly PinnedKey[]): Promise<void> {
  const { tenantId, userId, now, version, fleetIds, mode, bounds, inCharge } = approval;
  const { manifest, listingId } = version;
  const publisherSlug = manifest.id.slice(0, manifest.id.indexOf("/"));
  await pinKeys(tx, { tenantId, publisherSlug, now }, keys);
  const note = approval.note || `Approved ${manifest.id} version ${version.version} as ${mode}`;
  for (const fleetId of inCharge ? fleetIds : []) {
    await requireNoExperiment(tx, tenantId, fleetId);
    await putInCharge(
      tx,
      { tenantId, fleetId, userId, now, note },
      { version, mode, mayAct: mode === "active", bounds },
    );
  }
  await closeRequests(tx, { tenantId, listingId, fleetIds, now });
}

type Publisher = { readonly tenantId: TenantId; readonly publisherSlug: string; readonly now: Date };

async function pinKeys(tx: Tx, { tenantId, publisherSlug, now }: Publisher, keys: readonly PinnedKey[]): Promise<void> {
  const { publisherPins } = tables;
  const keyringDigest = (await readKeyring(tx, publisherSlug))?.digest ?? null;
  await tx
    .insert(publisherPins)
    .values(keys.map((key) => ({ ...key, tenantId, publisherSlug, pinnedAt: now, keyringDigest })))
    .onConflictDoUpdate({
      target: [publisherPins.tenantId, publisherPins.publisherSlug, publisherPins.fingerprint],
      set: { keyringDigest },
    });
}

export type PinnedKey = { readonly fingerprint: string; readonly publicKey: Uint8Array };

/** The keys that signed a version and were not revoked since; `refused` with `key-unknown` when there is none. */
export async function requireSigningKeys(tx: Tx, { manifest, signedBy }: VersionRow): Promise<readonly PinnedKey[]> {
  const { publisherKeys } = tables;
  const keys = await tx
    .select({ fingerprint: publisherKeys.fingerprint, publicKey: publisherKeys.publicKey })
    .from(publisherKeys)
    .where(and(inArray(publisherKeys.fingerprint, [...signedBy]), isNull(publisherKeys.revokedAt)));
  if (keys.length > 0) return keys;
  throw new HubError("refused", `Every key that signed ${manifest.id} has been revoked.`, "key-unknown");
}
