import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { ExperimentPlan, Treatment } from "@fleet-persona/experiments";
import { and, eq, isNull } from "drizzle-orm";
import type { AssignmentView } from "../assignments/assignment.ts";
import { readAssignments } from "../assignments/read-assignments.ts";
import { readNewestDocument } from "../config/read-config.ts";
import { admissionRefusal } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { HubError } from "../hub-error.ts";
import { personaVersionIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { sayTakenBack } from "../lifecycle/require-beginnable.ts";
import { mayBegin } from "../lifecycle/version-state.ts";
import { narrowBounds } from "../reviews/narrow-bounds.ts";
import { boundsRefusal, declaredBounds } from "../reviews/put-in-charge.ts";
import { readVersion, whileDisputed } from "../reviews/read-version.ts";
import type { ReviewBounds } from "../reviews/review.ts";
import { readPermission } from "../reviews/standing-review.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import type { ExperimentObstacle } from "./experiment.ts";
import type { Resolved, ResolvedArm } from "./resolved.ts";

export type ResolveAsked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly slug: string;
  readonly now: Date;
  readonly plan: ExperimentPlan;
};

/** Which version with which settings an arm wants. */
type Wish = {
  readonly personaVersionId: PersonaVersionId;
  readonly mode: "shadow" | "active";
  readonly settings: ResolvedArm["settings"];
};

/** What each arm means on this fleet now, and what keeps it from meaning anything. */
export async function resolveArms(
  tx: Tx,
  asked: ResolveAsked,
): Promise<{ readonly resolved: Resolved; readonly obstacles: readonly ExperimentObstacle[] }> {
  const { tenantId, fleetId, plan, slug } = asked;
  const current = await inCharge(tx, tenantId, fleetId);
  const document = await readNewestDocument(tx, { tenantId, fleetId }, slug);
  const obstacles: ExperimentObstacle[] = [];
  const arms: Record<string, ResolvedArm> = {};
  for (const { name, title, treatment } of plan.arms) {
    const wish = wishOf(treatment, current, plan);
    if (wish === null) {
      const message = `${title} takes what is in charge of the fleet, and nothing is. Put a Persona in charge first, or name one for this arm.`;
      obstacles.push({ code: "no-persona-in-charge", message, blocks: true });
      continue;
    }
    const obstacle = await obstacleTo(tx, asked, { title, wish, current });
    if (obstacle !== null) {
      obstacles.push(obstacle);
      continue;
    }
    arms[name] = await resolvedArm(tx, asked, wish, declaredBounds(document));
  }
  const twins = identical(plan, arms);
  if (twins !== null) obstacles.push(twins);
  const before = { personaVersionId: current?.personaVersionId ?? null, mode: current?.mode ?? null, document };
  return { resolved: { arms, before }, obstacles };
}

/** The assignment in charge of a fleet; null when there is none. */
export async function inCharge(tx: Tx, tenantId: TenantId, fleetId: FleetId): Promise<AssignmentView | null> {
  const { assignments } = tables;
  const current = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
  return (await readAssignments(tx, tenantId, current))[0] ?? null;
}

function wishOf(treatment: Treatment, current: AssignmentView | null, plan: ExperimentPlan): Wish | null {
  switch (treatment.kind) {
    case "as-is":
      return (
        current && { personaVersionId: current.personaVersionId, mode: current.mode, settings: treatment.settings }
      );
    case "persona": {
      const personaVersionId = personaVersionIdSchema.parse(treatment.personaVersionId);
      return { personaVersionId, mode: "active", settings: treatment.settings };
    }
    case "fallback": {
      const personaVersionId = current?.personaVersionId ?? firstNamed(plan);
      const settings = { decider: "fallback", fallback: treatment.fallback } as const;
      return personaVersionId === null ? null : { personaVersionId, mode: "active", settings };
    }
    default:
      return treatment satisfies never;
  }
}

function firstNamed({ arms }: ExperimentPlan): PersonaVersionId | null {
  const named = arms.map(({ treatment }) => treatment).find(({ kind }) => kind === "persona");
  return named?.kind === "persona" ? personaVersionIdSchema.parse(named.personaVersionId) : null;
}

type Tried = { readonly title: string; readonly wish: Wish; readonly current: AssignmentView | null };

async function obstacleTo(
  tx: Tx,
  { tenantId, fleetId, now }: ResolveAsked,
  { title, wish: { personaVersionId, mode }, current }: Tried,
): Promise<ExperimentObstacle | null> {
  const of = (code: string, message: string): ExperimentObstacle => ({
    code,
    message: `${title}: ${message}`,
    blocks: true,
  });
  const version = await readVersion(tx, personaVersionId).catch((error: unknown) => {
    if (error instanceof HubError && error.code === "not-found") return null;
    throw error;
  });
  if (version === null) return of("version-unknown", "the store has no such version; choose another one.");
  const { listingId } = version;
  const [held] = await readEntitlements(tx, { tenantId, now, listingId });
  if (held === undefined) return of("not-entitled", "get this Persona from the store first.");
  if (held.blocked !== null && current?.personaVersionId !== personaVersionId)
    return of("payment-disputed", whileDisputed);
  const state = await readVersionState(tx, personaVersionId);
  const stays = current?.personaVersionId === personaVersionId;
  if (state.state === "revoked" || (!stays && !mayBegin(state)))
    return of(`version-${state.state}`, sayTakenBack(state));
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
  if (permission === null) return of("review-needed", "an admin has to approve this version for this fleet first.");
  const gate = admissionRefusal(await readGateState(tx, personaVersionId), permission.quarantineReasons);
  if (gate !== null) return of(gate.code, gate.message);
  if (mode === "active" && permission.mode !== "active")
    return of(
      "approval-needed",
      "it is approved in shadow only; an admin has to approve it as active before it may act.",
    );
  return null;
}

async function resolvedArm(
  tx: Tx,
  { tenantId, fleetId }: ResolveAsked,
  { personaVersionId, mode, settings }: Wish,
  declared: ReviewBounds,
): Promise<ResolvedArm> {
  const { listingId, manifest, version, digest, signedBy } = await readVersion(tx, personaVersionId);
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
  const narrowed = narrowBounds(manifest.attributes, permission?.bounds ?? {}, declared);
  if (narrowed.kind !== "bounds") throw boundsRefusal(narrowed, "this fleet");
  const bounds = Object.fromEntries(
    Object.entries({ ...declared, ...narrowed.bounds }).map(([name, bound]) => [
      name,
      "allowed" in bound ? { kind: "choices" as const, allowed: bound.allowed } : { kind: "range" as const, ...bound },
    ]),
  );
  const persona = { personaVersionId, listingId, personaId: manifest.id, version, digest, signedBy: [...signedBy] };
  return { ...persona, mode, settings, bounds };
}

function identical(plan: ExperimentPlan, arms: Readonly<Record<string, ResolvedArm>>): ExperimentObstacle | null {
  const seen = new Map<string, string>();
  for (const { name, title } of plan.arms) {
    const arm = arms[name];
    if (arm === undefined) continue;
    const settings = Object.entries(arm.settings).toSorted(([a], [b]) => (a < b ? -1 : 1));
    const key = JSON.stringify([arm.personaVersionId, arm.mode, settings]);
    const twin = seen.get(key);
    if (twin !== undefined) {
      const message = `${title} and ${twin} come to the same: there would be nothing to find. Change one of them. (To see that nothing is found, give the plan an A/A time.)`;
      return { code: "identical-arms", message, blocks: true };
    }
    seen.set(key, title);
  }
  return null;
}
