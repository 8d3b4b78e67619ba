import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { versionId } from "../gate/gate-run.ts";
import type { GateState, GateStates } from "../gate/gate-run.ts";
import { readGateStates } from "../gate/read-gate.ts";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import { cooledDown } from "../lifecycle/cooldown.ts";
import type { EntitlementView, ListingSummary } from "../store/listing.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { defineQuery } from "../use-case/define.ts";
import { readReviewPolicy } from "./review-policy.ts";
import { readPermission } from "./standing-review.ts";
import type { Permission } from "./standing-review.ts";

/** A Persona the tenant got, as one fleet could have it: its newest version that the gate let through, or else its newest. */
export type CandidateView = {
  readonly listing: ListingSummary;
  readonly personaVersionId: PersonaVersionId;
  readonly version: number;
  readonly gate: GateState;
  readonly permission: Permission | null;
  /** An admin has been asked already. */
  readonly asked: boolean;
  /** Nothing new may begin with it until this is settled. */
  readonly blocked: EntitlementView["blocked"];
};

/** What the tenant got, and how far each is from this fleet. */
export const listCandidates = defineQuery({
  name: "listCandidates",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<readonly CandidateView[]> => {
    const { tenantId } = actor;
    await requireFleet(tx, tenantId, fleetId);
    const held = await readEntitlements(tx, { tenantId, now });
    const { takeEarly } = await readReviewPolicy(tx, tenantId);
    const found: CandidateView[] = [];
    for (const { listing, blocked } of held) {
      const newest = await newestAdmissible(tx, listing, takeEarly);
      if (newest === null) continue;
      const { personaVersionId } = newest;
      const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
      const asked = await isAsked(tx, { tenantId, fleetId, personaVersionId });
      found.push({ listing, ...newest, permission, asked, blocked });
    }
    return found;
  },
});

type Newest = Pick<CandidateView, "personaVersionId" | "version" | "gate">;

// A version that is still in the gate, or cools down, does not hide the one before it.
async function newestAdmissible(tx: Tx, { listingId }: ListingSummary, early: boolean): Promise<Newest | null> {
  const { personaVersions } = tables;
  const rows = await tx
    .select({ id: personaVersions.id, version: personaVersions.version })
    .from(personaVersions)
    .where(and(inArray(personaVersions.listingId, [listingId]), early ? undefined : cooledDown()))
    .orderBy(desc(personaVersions.version));
  const ids = rows.map(({ id }) => versionId(id));
  const states: GateStates = await readGateStates(tx, ids);
  const versions = rows.map(({ id, version }) => ({
    personaVersionId: versionId(id),
    version,
    gate: states.get(versionId(id)) ?? { kind: "pending" as const },
  }));
  const through = versions.find(({ gate }) => gate.kind === "judged" && gate.verdict !== "rejected");
  return through ?? versions.find(({ gate }) => gate.kind === "pending") ?? versions[0] ?? null;
}

type Place = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly personaVersionId: PersonaVersionId };

async function isAsked(tx: Tx, { tenantId, fleetId, personaVersionId }: Place): Promise<boolean> {
  const { reviewRequests: requests } = tables;
  const [open] = await tx
    .select({ id: requests.id })
    .from(requests)
    .where(
      and(
        eq(requests.tenantId, tenantId),
        eq(requests.fleetId, fleetId),
        eq(requests.personaVersionId, personaVersionId),
        isNull(requests.closedAt),
      ),
    )
    .limit(1);
  return open !== undefined;
}
