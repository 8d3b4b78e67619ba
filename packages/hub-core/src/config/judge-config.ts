import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { FleetAttribute, FleetConfig } from "@fleet-persona/fleet-config";
import type { Attribute, Manifest } from "@fleet-persona/persona";
import { and, eq, isNull } from "drizzle-orm";
import type { AssignmentView } from "../assignments/assignment.ts";
import { readAssignments } from "../assignments/read-assignments.ts";
import { readFit } from "../fit/read-fit.ts";
import { admissionRefusal } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, ListingId, PersonaVersionId, TenantId } from "../ids.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { sayTakenBack } from "../lifecycle/require-beginnable.ts";
import { whileDisputed } from "../reviews/read-version.ts";
import { within } from "../reviews/narrow-bounds.ts";
import type { ReviewBounds } from "../reviews/review.ts";
import { readPermission } from "../reviews/standing-review.ts";
import type { Permission } from "../reviews/standing-review.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import type { FleetConfigRefusal } from "./config-version.ts";

// What a state document may weigh as JSON, so that a host's state always fits one message.
const documentLimit = 64 * 1024;

type Judged = {
  readonly refusals: readonly FleetConfigRefusal[];
  /** The assignment in charge now. */
  readonly current: AssignmentView | null;
  /** The version the document wants in charge, null when it wants none or an unknown one. */
  readonly wanted: WantedVersion | null;
};
export type WantedVersion = {
  readonly personaVersionId: PersonaVersionId;
  readonly listingId: ListingId;
  readonly manifest: Manifest;
  /** What the tenant's admins allow it here. */
  readonly permission: Permission | null;
};

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly slug: string;
  readonly now: Date;
  readonly config: FleetConfig;
  readonly acceptMissing: boolean;
};

/** Whether a document can be applied to a fleet, and what it asks of the assignment. */
export async function judgeConfig(tx: Tx, asked: Asked): Promise<Judged> {
  const { tenantId, fleetId, config } = asked;
  const { assignments } = tables;
  const inCharge = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
  const current = (await readAssignments(tx, tenantId, inCharge))[0] ?? null;
  const [persona] = config.personas;
  const wanted = persona === undefined ? null : await findVersion(tx, asked, persona);
  const refusals: FleetConfigRefusal[] = [];
  if (config.fleet !== asked.slug) {
    const message = `This document is about ${config.fleet}, the fleet is ${asked.slug}.`;
    refusals.push({ code: "fleet-mismatch", path: "fleet", message });
  }
  if (JSON.stringify(config).length > documentLimit) {
    refusals.push({ code: "too-large", path: "", message: "A state document may weigh 64 KiB at most." });
  }
  if (persona !== undefined) refusals.push(...(await judgePersona(tx, asked, { persona, current, wanted })));
  if (wanted !== null) {
    refusals.push(...judgeAttributes(config, wanted.manifest));
    refusals.push(...judgeBounds(config, wanted.permission?.bounds ?? {}));
  }
  return { refusals, current, wanted };
}

type Persona = FleetConfig["personas"][number];

async function findVersion(
  tx: Tx,
  { tenantId, fleetId }: Asked,
  { persona, version }: Persona,
): Promise<WantedVersion | null> {
  const { listings, personaVersions } = tables;
  const [publisher = "", name = ""] = persona.split("/");
  const [row] = await tx
    .select({ id: personaVersions.id, listingId: listings.id, manifest: personaVersions.manifest })
    .from(personaVersions)
    .innerJoin(listings, eq(listings.id, personaVersions.listingId))
    .where(and(eq(listings.publisherSlug, publisher), eq(listings.name, name), eq(personaVersions.version, version)));
  if (row === undefined) return null;
  const { id, listingId, manifest } = row;
  const personaVersionId = personaVersionIdSchema.parse(id);
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
  return { personaVersionId, listingId: listingIdSchema.parse(listingId), manifest, permission };
}

async function judgePersona(
  tx: Tx,
  { tenantId, fleetId, now, acceptMissing }: Asked,
  { persona, current, wanted }: { persona: Persona; current: AssignmentView | null; wanted: WantedVersion | null },
): Promise<FleetConfigRefusal[]> {
  const path = "personas";
  const called = `${persona.persona} version ${persona.version}`;
  if (wanted === null) return [{ code: "persona-unknown", path, message: `The store has no ${called}.` }];
  const { personaVersionId, listingId } = wanted;
  const stays = current?.personaVersionId === personaVersionId;
  const refusals: FleetConfigRefusal[] = [];
  const [held] = stays ? [] : await readEntitlements(tx, { tenantId, now, listingId });
  if (!stays && held === undefined)
    refusals.push({ code: "not-entitled", path, message: `Get ${persona.persona} from the store first.` });
  if (held?.blocked === "disputed") refusals.push({ code: "payment-disputed", path, message: whileDisputed });
  if (!stays) refusals.push(...(await judgeReview(tx, wanted, called)));
  refusals.push(...(await judgeState(tx, personaVersionId, { stays, mode: persona.mode })));
  if (persona.mode === "active" && !(stays && current.approvedAt !== null)) {
    const message = `${called} may not act before an admin approved it as active: apply it in shadow first.`;
    refusals.push({ code: "approval-needed", path: `${path}.mode`, message });
  }
  if (!stays && !acceptMissing) {
    const { missing } = await readFit(tx, { tenantId, fleetId, now, manifest: wanted.manifest });
    const message = `As far as the hub is told, nobody supplies ${missing.join(", ")}, which ${called} requires.`;
    if (missing.length > 0) refusals.push({ code: "signals-missing", path, message });
  }
  return refusals;
}

async function judgeReview(
  tx: Tx,
  { personaVersionId, permission }: WantedVersion,
  called: string,
): Promise<FleetConfigRefusal[]> {
  const path = "personas";
  const gate = admissionRefusal(await readGateState(tx, personaVersionId), permission?.quarantineReasons ?? []);
  if (gate !== null) return [{ ...gate, path }];
  if (permission !== null) return [];
  const message = `An admin has to approve ${called} for this fleet first.`;
  return [{ code: "review-needed", path, message }];
}

// What an admin narrowed at the approval, a document may narrow further and not widen.
function judgeBounds({ attributes }: FleetConfig, approved: ReviewBounds): FleetConfigRefusal[] {
  return Object.entries(approved).flatMap(([name, bound]) => {
    const declared = attributes[name]?.bounds;
    if (declared !== undefined && within(declared, bound)) return [];
    const words = "min" in bound ? `${bound.min} to ${bound.max}` : bound.allowed.join(", ");
    const message = `${name}: an admin approved ${words} and no more. Have it reviewed again to widen it.`;
    return [{ code: "bounds-above-approval", path: `attributes.${name}.bounds`, message }];
  });
}

async function judgeState(
  tx: Tx,
  personaVersionId: PersonaVersionId,
  { stays, mode }: { readonly stays: boolean; readonly mode: Persona["mode"] },
): Promise<FleetConfigRefusal[]> {
  const state = await readVersionState(tx, personaVersionId);
  // A document that leaves a revoked version where it is may change all the rest.
  const refused = state.state === "revoked" ? !stays || mode === "active" : state.state === "yanked" && !stays;
  if (!refused) return [];
  return [{ code: `version-${state.state as "yanked" | "revoked"}`, path: "personas", message: sayTakenBack(state) }];
}

function judgeAttributes(config: FleetConfig, { attributes }: Manifest): FleetConfigRefusal[] {
  return attributes.flatMap((attribute) => {
    const declared = config.attributes[attribute.name];
    const fault = declared === undefined ? null : mismatch(attribute, declared);
    const path = `attributes.${attribute.name}`;
    return fault === null ? [] : [{ code: "attribute-mismatch", path, message: `${attribute.name}: ${fault}.` }];
  });
}

function mismatch(attribute: Attribute, { bounds, value }: FleetAttribute): string | null {
  const isNumber = attribute.kind === "continuous" || attribute.kind === "integer";
  if (bounds !== undefined && "allowed" in bounds === isNumber)
    return isNumber ? "it is a number, so its bounds need min and max" : "it is a choice, so its bounds need allowed";
  const type = isNumber ? "number" : attribute.kind === "boolean" ? "boolean" : "string";
  if (value !== undefined && typeof value !== type) return `its safe value must be a ${type}`;
  if (bounds !== undefined && "allowed" in bounds && attribute.kind === "categorical") {
    const unknown = bounds.allowed.filter((choice) => !attribute.choices.some((known) => known === choice));
    if (unknown.length === bounds.allowed.length) return `none of the choices ${unknown.join(", ")} exists`;
  }
  return null;
}
