import { createHash } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { frozenBy } from "@fleet-persona/engine";
import type { CampaignFacts, CandidateVersion, SettingValues } from "@fleet-persona/experiments";
import { controlOf, emptyFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { canonicalBytes } from "@fleet-persona/persona";
import type { Manifest } from "@fleet-persona/persona";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { readAssignments } from "../assignments/read-assignments.ts";
import { readNewestDocument } from "../config/read-config.ts";
import { readOpenRecord } from "../experiments/experiment-record.ts";
import { readFleetFacts } from "../experiments/fleet-facts.ts";
import { admissionRefusal } from "../gate/admission.ts";
import { readGateState } from "../gate/read-gate.ts";
import { listingIdSchema, personaVersionIdSchema } from "../ids.ts";
import type { FleetId, PersonaVersionId, TenantId } from "../ids.ts";
import { readVersionState } from "../lifecycle/read-version-states.ts";
import { readVersion } from "../reviews/read-version.ts";
import { readPermission } from "../reviews/standing-review.ts";
import { readEntitlements } from "../store/read-entitlements.ts";
import { readOwnExperiment } from "./own-experiment.ts";
import type { CampaignRecord } from "./variation-campaign.ts";

type InCharge = NonNullable<CampaignFacts["inCharge"]>;

/** What a look at a campaign has to know. */
export async function readCampaignFacts(
  tx: Tx,
  record: CampaignRecord,
  { now, openerLost }: { readonly now: Date; readonly openerLost: boolean },
): Promise<CampaignFacts> {
  const { tenantId, fleetId, campaignId, charter, freezes } = record;
  const facts = await readFleetFacts(tx, { tenantId, fleetId, now });
  const charge = await readInCharge(tx, { tenantId, fleetId, slug: facts.slug });
  const own = await readOwnExperiment(tx, record);
  const open = await readOpenRecord(tx, tenantId, fleetId);
  const claims = open !== null && open.row.campaignId !== campaignId;
  return {
    now: now.getTime(),
    inCharge: charge,
    withdrawn: charge === null ? null : await withdrawnBecause(tx, charge),
    held: facts.held ?? frozen(freezes, now) ?? silent(facts.hosts),
    claimedBy: claims ? open.plan.name : null,
    openerLost,
    own,
    candidates: await readCandidates(tx, { tenantId, fleetId, now, listings: charter.versionsOf }),
  };
}

/** What is in charge of a fleet, acting, with the values of what a campaign may vary; null: nothing acts. */
export async function readInCharge(
  tx: Tx,
  { tenantId, fleetId, slug }: { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly slug: string },
): Promise<InCharge | null> {
  const { assignments } = tables;
  const standing = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
  const [assignment] = await readAssignments(tx, tenantId, standing);
  if (assignment === undefined || assignment.mode !== "active") return null;
  const { manifest } = await readVersion(tx, assignment.personaVersionId);
  const { settings } = await readNewestDocument(tx, { tenantId, fleetId }, slug);
  const mark = createHash("sha256").update(canonicalBytes(settings)).digest("hex").slice(0, 16);
  return { personaVersionId: assignment.personaVersionId, values: valuesOf(manifest, settings), mark };
}

function valuesOf({ adaptation }: Manifest, settings: FleetConfig["settings"]): SettingValues {
  const cooldown = settings.cooldown_s ?? adaptation.cooldown_s;
  const said: Record<string, number | undefined> = {
    adjustment_factor: settings.adjustment_factor ?? adaptation.adjustment_factor,
    risk_tolerance: settings.risk_tolerance ?? adaptation.risk_tolerance,
    deadband: settings.deadband ?? adaptation.deadband,
    confidence_floor: settings.confidence_floor,
    cooldown_grow_s: cooldown.grow,
    cooldown_shrink_s: cooldown.shrink,
    stabilisation_grow_s: settings.stabilisation_s?.grow,
    stabilisation_shrink_s: settings.stabilisation_s?.shrink,
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

async function withdrawnBecause(tx: Tx, { personaVersionId }: InCharge): Promise<string | null> {
  const { state, notices } = await readVersionState(tx, personaVersionIdSchema.parse(personaVersionId));
  if (state !== "revoked") return null;
  const reason = notices.find(({ kind }) => kind === "revoked")?.reason ?? "";
  return `The publisher revoked the version in charge: ${reason}`.trim();
}

function frozen(freezes: CampaignRecord["freezes"], now: Date): CampaignFacts["held"] {
  const document = { ...emptyFleetConfig("freezes"), freeze_windows: [...freezes] };
  const name = frozenBy(controlOf(document, { hostId: "", hostIds: [] }).control.freezeWindows, now.getTime());
  if (name === null) return null;
  return {
    code: "campaign-freeze",
    sentence: `The campaign's own freeze ${name} is in force: it goes on when that is over.`,
  };
}

function silent(hosts: readonly { readonly online: boolean }[]): CampaignFacts["held"] {
  if (hosts.some(({ online }) => online)) return null;
  return { code: "no-hosts", sentence: "No host of the fleet answers: the campaign goes on when one does." };
}

type Asked = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly now: Date;
  readonly listings: readonly string[];
};

/** Of each listing the newest version that an admin approved as active for the fleet and that may begin there. */
async function readCandidates(tx: Tx, asked: Asked): Promise<readonly CandidateVersion[]> {
  const { listings } = asked;
  if (listings.length === 0) return [];
  const { personaVersions } = tables;
  const rows = await tx
    .select({
      id: personaVersions.id,
      listingId: personaVersions.listingId,
      version: personaVersions.version,
      manifest: personaVersions.manifest,
    })
    .from(personaVersions)
    .where(inArray(personaVersions.listingId, [...listings]))
    .orderBy(desc(personaVersions.version));
  const found: CandidateVersion[] = [];
  const done = new Set<string>();
  for (const { id, listingId, version, manifest } of rows) {
    if (done.has(listingId)) continue;
    const personaVersionId = personaVersionIdSchema.parse(id);
    if (!(await mayBeTried(tx, asked, listingId, personaVersionId))) continue;
    done.add(listingId);
    found.push({ personaVersionId, personaId: manifest.id, version });
  }
  return found;
}

async function mayBeTried(
  tx: Tx,
  { tenantId, fleetId, now }: Asked,
  listing: string,
  personaVersionId: PersonaVersionId,
): Promise<boolean> {
  const permission = await readPermission(tx, { tenantId, fleetId, personaVersionId });
  if (permission?.mode !== "active") return false;
  if ((await readVersionState(tx, personaVersionId)).state !== "offered") return false;
  if (admissionRefusal(await readGateState(tx, personaVersionId), permission.quarantineReasons) !== null) return false;
  return (await readEntitlements(tx, { tenantId, now, listingId: listingIdSchema.parse(listing) })).length > 0;
}
