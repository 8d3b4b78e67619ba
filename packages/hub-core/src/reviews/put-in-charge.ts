import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { diffFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import type { Manifest } from "@fleet-persona/persona";
import { and, eq, isNull } from "drizzle-orm";
import type { AssignmentMode } from "../assignments/assignment.ts";
import { beginAssignment } from "../assignments/begin-assignment.ts";
import { assignedPersonas, readCurrentConfig } from "../config/read-config.ts";
import { writeConfig } from "../config/write-config.ts";
import type { Change } from "../config/write-config.ts";
import { bumpFleet } from "../fleets/bump-fleet.ts";
import { HubError } from "../hub-error.ts";
import { requireBeginnable, requireNotRevoked } from "../lifecycle/require-beginnable.ts";
import { narrowBounds } from "./narrow-bounds.ts";
import type { Narrowed } from "./narrow-bounds.ts";
import type { VersionRow } from "./read-version.ts";
import type { ReviewBounds } from "./review.ts";

type Approved = {
  readonly version: VersionRow;
  readonly mode: AssignmentMode;
  /** It may be switched to active later. */
  readonly mayAct: boolean;
  readonly bounds: ReviewBounds;
};

/**
 * Makes an approval true on one fleet: the version in charge, in its mode, and the fleet's document within its bounds. `refused` with
 * `version-yanked` or `version-revoked` when its publisher took it back meanwhile.
 */
export async function putInCharge(tx: Tx, change: Change, { version, mode, mayAct, bounds }: Approved): Promise<void> {
  const { assignments } = tables;
  const { tenantId, fleetId, now } = change;
  await bumpFleet(tx, tenantId, fleetId);
  const inCharge = and(
    eq(assignments.tenantId, tenantId),
    eq(assignments.fleetId, fleetId),
    isNull(assignments.endedAt),
  );
  const [current] = await tx.select().from(assignments).where(inCharge);
  const { personaVersionId, listingId, manifest } = version;
  if (current?.personaVersionId === personaVersionId) {
    if (mode === "active") await requireNotRevoked(tx, personaVersionId);
  } else {
    await requireBeginnable(tx, personaVersionId);
    await beginAssignment(tx, change, { personaVersionId, listingId, mayAct });
  }
  await tx
    .update(assignments)
    .set({ mode, approvedAt: mayAct ? now : null })
    .where(inCharge);
  await writeApproved(tx, change, { manifest, bounds });
}

async function writeApproved(
  tx: Tx,
  change: Change,
  { manifest, bounds }: { manifest: Manifest; bounds: ReviewBounds },
): Promise<void> {
  const before = await readCurrentConfig(tx, change);
  const personas = await assignedPersonas(tx, change);
  const config = { ...before.config, personas, attributes: attributesWithin(before.config, manifest, bounds) };
  if (before.version > 0 && diffFleetConfig(before.config, config).length === 0) return;
  await writeConfig(tx, change, { config, baseVersion: before.version });
}

function attributesWithin(config: FleetConfig, manifest: Manifest, bounds: ReviewBounds): FleetConfig["attributes"] {
  const declared = declaredBounds(config);
  const narrowed = narrowBounds(manifest.attributes, bounds, declared);
  if (narrowed.kind !== "bounds") throw boundsRefusal(narrowed, config.fleet);
  const changed = Object.entries(narrowed.bounds).map(([name, bound]) => {
    const scope = manifest.attributes.find((attribute) => attribute.name === name)?.scope ?? "host";
    return [name, { scope, ...config.attributes[name], bounds: bound }] as const;
  });
  return { ...config.attributes, ...Object.fromEntries(changed) };
}

/** The bounds a state document declares. */
export function declaredBounds(config: FleetConfig): ReviewBounds {
  return Object.fromEntries(
    Object.entries(config.attributes).flatMap(([name, { bounds }]) => (bounds === undefined ? [] : [[name, bounds]])),
  );
}

const faults = {
  unknown: ["bounds-unknown", "the Persona has no such attribute"],
  mismatch: ["bounds-mismatch", "a number needs a range, a choice needs a list"],
  wider: ["bounds-wider", "an approval may only narrow what the Persona brings"],
  empty: ["bounds-empty", "nothing is left of what the fleet declares"],
} as const;

/** Why bounds cannot be approved, as a refusal. */
export function boundsRefusal(narrowed: Exclude<Narrowed, { kind: "bounds" }>, fleet: string): HubError {
  const [code, words] = faults[narrowed.kind];
  return new HubError("refused", `${narrowed.attribute} on ${fleet}: ${words}.`, code);
}
