import type { Tx } from "@fleet-persona/db";
import type { Facts } from "@fleet-persona/experiments";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { readPermission } from "../reviews/standing-review.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import type { ExperimentRecord } from "./experiment-record.ts";

/** Why an arm of a running experiment may not run any more; null while all may. */
export async function readWithdrawn(tx: Tx, record: ExperimentRecord, now: Date): Promise<Facts["withdrawn"]> {
  const { tenantId, fleetId, resolved, plan } = record;
  for (const { name, title } of plan.arms) {
    const arm = resolved?.arms[name];
    if (arm === undefined) continue;
    const { personaVersionId, listingId, mode, personaId, version } = arm;
    const called = `${personaId} version ${version} (${title})`;
    const { state, notices } = await readVersionState(tx, personaVersionId);
    if (state === "revoked") {
      const sentence = `${called} was revoked: ${notices[0]?.reason ?? ""}. The experiment is over; hosts leave the version the way a revocation takes.`;
      return { code: "persona-revoked", sentence };
    }
    const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
    if (permission === null || (mode === "active" && permission.mode !== "active"))
      return {
        code: "approval-withdrawn",
        sentence: `${called} is not approved for this fleet any more. The experiment is over.`,
      };
    if ((await readEntitlements(tx, { tenantId, now, listingId })).length === 0)
      return { code: "entitlement-ended", sentence: `The right to run ${called} has ended. The experiment is over.` };
  }
  return null;
}
