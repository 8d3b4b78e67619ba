import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { frozenBy } from "@fleet-persona/engine";
import { controlOf as controlOfDocument } from "@fleet-persona/fleet-config";
import type { Facts } from "@fleet-persona/experiments";
import { and, asc, eq } from "drizzle-orm";
import { readNewestDocument } from "../config/read-config.ts";
import { readKillSwitches, readPauses } from "../control/read-control.ts";
import { pauseOf } from "../fleets/read-fleets.ts";
import { livenessOf } from "../hosts/liveness.ts";
import { notFound } from "../hub-error.ts";
import type { FleetId, TenantId } from "../ids.ts";

export type FleetHost = {
  readonly hostId: string;
  readonly name: string;
  readonly online: boolean;
  /** The newest version of the protocol its agent knows; null before its first session. */
  readonly protocol: number | null;
};

export type FleetFacts = {
  readonly slug: string;
  readonly name: string;
  readonly sharesLoad: boolean;
  /** By name. */
  readonly hosts: readonly FleetHost[];
  /** Why nobody steers the fleet now. */
  readonly held: Facts["held"];
};

type Asked = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date };

/** What there is to know of a fleet before a host of it is put on an arm. */
export async function readFleetFacts(tx: Tx, { tenantId, fleetId, now }: Asked): Promise<FleetFacts> {
  const { fleets, hosts } = tables;
  const [fleet] = await tx
    .select()
    .from(fleets)
    .where(and(eq(fleets.tenantId, tenantId), eq(fleets.id, fleetId)));
  if (fleet === undefined) throw notFound("fleet");
  const rows = await tx
    .select()
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId)))
    .orderBy(asc(hosts.name), asc(hosts.id));
  return {
    slug: fleet.slug,
    name: fleet.name,
    sharesLoad: fleet.sharesLoad,
    hosts: rows.map((row) => ({
      hostId: row.id,
      name: row.name,
      online: livenessOf(row, now) === "online",
      protocol: row.protocol,
    })),
    held: await heldBy(tx, { tenantId, fleetId, now }, fleet),
  };
}

async function heldBy(tx: Tx, asked: Asked, fleet: typeof tables.fleets.$inferSelect): Promise<Facts["held"]> {
  const [engaged] = await readKillSwitches(tx, asked);
  if (engaged !== undefined) {
    const sentence = `The kill switch is engaged (${engaged.view.engagedBy}): every host is on its safe configuration. Release it, then go on.`;
    return { code: "kill-switch", sentence, auto: false };
  }
  const pauses = (await readPauses(tx, asked)).map(({ view }) => view);
  const pause = pauseOf(fleet, pauses, asked.now);
  if (pause.paused || pauses.length > 0)
    return { code: "fleet-paused", sentence: "The fleet is paused: it goes on when the pause is over.", auto: true };
  const document = await readNewestDocument(tx, asked, fleet.slug);
  const { freezeWindows } = controlOfDocument(document, { hostId: "", hostIds: [] }).control;
  const freeze = frozenBy(freezeWindows, asked.now.getTime());
  if (freeze === null) return null;
  return { code: "freeze", sentence: `The freeze ${freeze} is in force: it goes on when that is over.`, auto: true };
}
