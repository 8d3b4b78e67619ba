import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { diffFleetConfig, emptyFleetConfig } from "@fleet-persona/fleet-config";
import type { FleetConfig } from "@fleet-persona/fleet-config";
import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import { readAssignments } from "../assignments/read-assignments.ts";
import { notFound } from "../hub-error.ts";
import type { FleetId, TenantId } from "../ids.ts";
import type { FleetConfigVersionView } from "./config-version.ts";
import { readHostValues } from "./read-host-values.ts";

type Wanted = { readonly tenantId: TenantId; readonly fleetId: FleetId };

/** The document that stands now; version 0 when nobody has changed anything yet. */
export async function readCurrentConfig(tx: Tx, wanted: Wanted): Promise<FleetConfigVersionView> {
  const { fleetConfigs: configs } = tables;
  const mine = and(eq(configs.tenantId, wanted.tenantId), eq(configs.fleetId, wanted.fleetId));
  const [newest] = await tx
    .select({ version: configs.version })
    .from(configs)
    .where(mine)
    .orderBy(desc(configs.version))
    .limit(1);
  if (newest !== undefined) return readConfigVersion(tx, { ...wanted, version: newest.version });
  const config = await deriveConfig(tx, wanted);
  return { fleetId: wanted.fleetId, version: 0, config, note: "", changedBy: null, changedAt: null, changes: [] };
}

/** The newest document alone, as hosts need it; an empty one while there is none. */
export async function readNewestDocument(tx: Tx, { tenantId, fleetId }: Wanted, slug: string): Promise<FleetConfig> {
  const { fleetConfigs: configs } = tables;
  const [newest] = await tx
    .select({ document: configs.document })
    .from(configs)
    .where(and(eq(configs.tenantId, tenantId), eq(configs.fleetId, fleetId)))
    .orderBy(desc(configs.version))
    .limit(1);
  return newest?.document ?? emptyFleetConfig(slug);
}

/** One version with what it changed; `not-found` when there is none. */
export async function readConfigVersion(
  tx: Tx,
  { tenantId, fleetId, version }: Wanted & { version: number },
): Promise<FleetConfigVersionView> {
  const [view] = await readConfigVersions(tx, { tenantId, fleetId, versions: [version] });
  if (view === undefined) throw notFound("version");
  return view;
}

/** These versions with what each changed, newest first. What the first one changed is counted from an empty document. */
export async function readConfigVersions(
  tx: Tx,
  { tenantId, fleetId, versions }: Wanted & { versions: readonly number[] },
): Promise<readonly FleetConfigVersionView[]> {
  const { fleetConfigs: configs, users } = tables;
  const needed = [...new Set(versions.flatMap((version) => [version, version - 1]))];
  if (needed.length === 0) return [];
  const rows = await tx
    .select({ row: configs, email: users.email })
    .from(configs)
    .innerJoin(users, eq(users.id, configs.changedBy))
    .where(and(eq(configs.tenantId, tenantId), eq(configs.fleetId, fleetId), inArray(configs.version, needed)))
    .orderBy(desc(configs.version));
  return rows
    .filter(({ row }) => versions.includes(row.version))
    .map(({ row, email }) => {
      const before = rows.find((other) => other.row.version === row.version - 1)?.row.document;
      return {
        fleetId,
        version: row.version,
        config: row.document,
        note: row.note,
        changedBy: email,
        changedAt: row.changedAt.getTime(),
        changes: diffFleetConfig(before ?? emptyFleetConfig(row.document.fleet), row.document),
      };
    });
}

/** Who is in charge now, as the document says it. */
export async function assignedPersonas(tx: Tx, { tenantId, fleetId }: Wanted): Promise<FleetConfig["personas"]> {
  const { assignments } = tables;
  const current = and(eq(assignments.fleetId, fleetId), isNull(assignments.endedAt));
  const rows = await readAssignments(tx, tenantId, current);
  return rows.map(({ personaId, version, mode }) => ({ persona: personaId, version, mode }));
}

// What stands while nobody has said anything: the Persona in charge, and the attributes that hosts report.
async function deriveConfig(tx: Tx, { tenantId, fleetId }: Wanted): Promise<FleetConfig> {
  const { assignments, fleets, personaVersions } = tables;
  const [fleet] = await tx
    .select({ slug: fleets.slug })
    .from(fleets)
    .where(and(eq(fleets.tenantId, tenantId), eq(fleets.id, fleetId)));
  if (fleet === undefined) throw notFound("fleet");
  const [assigned] = await tx
    .select({ manifest: personaVersions.manifest })
    .from(assignments)
    .innerJoin(personaVersions, eq(personaVersions.id, assignments.personaVersionId))
    .where(and(eq(assignments.tenantId, tenantId), eq(assignments.fleetId, fleetId), isNull(assignments.endedAt)));
  const scopes = new Map(assigned?.manifest.attributes.map(({ name, scope }) => [name, scope]));
  const reported = Object.keys(await readHostValues(tx, { tenantId, fleetId })).slice(0, 64);
  return {
    ...emptyFleetConfig(fleet.slug),
    attributes: Object.fromEntries(reported.map((name) => [name, { scope: scopes.get(name) ?? "host" }])),
    personas: await assignedPersonas(tx, { tenantId, fleetId }),
  };
}
