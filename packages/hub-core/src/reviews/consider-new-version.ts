import { withTenant, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { readOpenRecord } from "../experiments/experiment-record.ts";
import { readFit } from "../fit/read-fit.ts";
import { lockFleet } from "../fleets/require-fleet.ts";
import type { JudgedVersion } from "../gate/finish-gate-run.ts";
import type { GateState } from "../gate/gate-run.ts";
import { readGateState } from "../gate/read-gate.ts";
import { tenantIdSchema } from "../ids.ts";
import type { TenantId } from "../ids.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { approveByPolicy } from "./approve-by-policy.ts";
import { mayAutoApprove } from "./may-auto-approve.ts";
import { readSubjectKeys } from "./read-subject-keys.ts";
import { readVersion } from "./read-version.ts";
import type { VersionRow } from "./read-version.ts";
import { openRequest } from "./requests.ts";
import { readReviewPolicy } from "./review-policy.ts";
import { isSpokenFor, readRunningVersions } from "./running-versions.ts";
import type { RunningVersion } from "./running-versions.ts";
import { readPermission } from "./standing-review.ts";
import { requireSigningKeys } from "./take-effect.ts";

/** On how many fleets a version followed by itself, and on how many an admin is asked. */
export type Considered = { readonly upgraded: number; readonly asked: number };

/**
 * Offers a version that the gate has just let through to the fleets that run an earlier one: where the tenant's policy says yes it
 * follows by itself, elsewhere it goes on the desk. Safe to repeat.
 */
export async function considerNewVersion(deps: Deps, judged: JudgedVersion): Promise<Considered> {
  if (judged.verdict === "rejected") return { upgraded: 0, asked: 0 };
  const tenants = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ id: string }>(sql`select tenants_that_run(${judged.listingId}::uuid) as id`),
  );
  const outcomes: Outcome[] = [];
  for (const { id } of tenants) {
    const tenantId = tenantIdSchema.parse(id);
    const about = { tenantId, now: deps.now(), judged };
    outcomes.push(...(await withTenant(deps.db, tenantId, (tx) => considerForTenant(tx, about))));
  }
  const count = (wanted: Outcome): number => outcomes.filter((outcome) => outcome === wanted).length;
  return { upgraded: count("upgraded"), asked: count("asked") };
}

type Outcome = "upgraded" | "asked" | "spoken-for";
type About = { readonly tenantId: TenantId; readonly now: Date; readonly judged: JudgedVersion };

async function considerForTenant(tx: Tx, { tenantId, now, judged }: About): Promise<readonly Outcome[]> {
  const { listingId, personaVersionId } = judged;
  if ((await readEntitlements(tx, { tenantId, now, listingId })).length === 0) return [];
  // What was taken back before the gate was done is offered to nobody.
  if ((await readVersionState(tx, personaVersionId)).state !== "offered") return [];
  const version = await readVersion(tx, personaVersionId);
  // Told again when its cool-down ends.
  if (version.cooling && !(await readReviewPolicy(tx, tenantId)).takeEarly) return [];
  const gate = await readGateState(tx, personaVersionId);
  for (const { fleetId } of await readRunningVersions(tx, tenantId, version)) await lockFleet(tx, tenantId, fleetId);
  const outcomes: Outcome[] = [];
  // Read again: what was in charge before the locks may have gone.
  for (const running of await readRunningVersions(tx, tenantId, version)) {
    outcomes.push(await considerForFleet(tx, { tenantId, now, version, gate, running }));
  }
  return outcomes;
}

type Case = {
  readonly tenantId: TenantId;
  readonly now: Date;
  readonly version: VersionRow;
  readonly gate: GateState;
  readonly running: RunningVersion;
};

async function considerForFleet(tx: Tx, { tenantId, now, version, gate, running }: Case): Promise<Outcome> {
  const { fleetId, manifest: was, mode } = running;
  const { personaVersionId, listingId, manifest, signedBy } = version;
  if (await isSpokenFor(tx, { tenantId, fleetId, personaVersionId })) return "spoken-for";
  const { setBy, autoApprove } = await readReviewPolicy(tx, tenantId);
  const { keys } = await readSubjectKeys(tx, tenantId, version);
  const pinned = new Set(keys.filter((key) => key.pinnedAt !== null && key.revokedAt === null).map(fingerprintOf));
  const { missing } = await readFit(tx, { tenantId, fleetId, now, manifest });
  const next = { manifest, signedBy, gate, missingSignals: missing };
  const experimenting = (await readOpenRecord(tx, tenantId, fleetId)) !== null;
  const verdict = mayAutoApprove(was, next, { autoApprove, pinned: [...pinned], experimenting });
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId: running.personaVersionId });
  // What runs without a review, from before there was a desk, is no example to follow.
  if (verdict.kind === "yes" && setBy !== null && permission !== null) {
    const trusted = (await requireSigningKeys(tx, version)).filter((key) => pinned.has(key.fingerprint));
    const { bounds } = permission;
    const approval = { tenantId, userId: setBy, now, version, fleetIds: [fleetId], mode, bounds, inCharge: true };
    await approveByPolicy(tx, approval, trusted);
    return "upgraded";
  }
  const heldBy = verdict.kind === "no" ? verdict.because : ["not-reviewed"];
  await openRequest(tx, { tenantId, fleetId, listingId, personaVersionId, now, reason: "new-version", heldBy });
  return "asked";
}

const fingerprintOf = ({ fingerprint }: { readonly fingerprint: string }): string => fingerprint;
