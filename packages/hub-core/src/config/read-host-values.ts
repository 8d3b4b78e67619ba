import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { attributeNameSchema } from "@fleet-persona/persona";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import type { FleetId, TenantId } from "../ids.ts";
import type { HostValue } from "./config-version.ts";

// A status is whatever an agent of some version said: read what is needed and nothing else.
const statusSchema = z.object({ config: z.record(z.string(), z.union([z.number(), z.string(), z.boolean()])) });

/** What the hosts of a fleet last said their attributes are, by attribute name; hosts by name. */
export async function readHostValues(
  tx: Tx,
  { tenantId, fleetId }: { tenantId: TenantId; fleetId: FleetId },
): Promise<Record<string, readonly HostValue[]>> {
  const { hosts } = tables;
  const rows = await tx
    .select({ id: hosts.id, name: hosts.name, status: hosts.status })
    .from(hosts)
    .where(and(eq(hosts.tenantId, tenantId), eq(hosts.fleetId, fleetId)))
    .orderBy(asc(hosts.name), asc(hosts.id));
  const values = rows.flatMap(({ id, name, status }) => {
    const config = statusSchema.safeParse(status).data?.config ?? {};
    return Object.entries(config)
      .filter(([attribute]) => attributeNameSchema.safeParse(attribute).success)
      .map(([attribute, value]) => ({ attribute, host: { hostId: id, hostName: name, value } }));
  });
  const byName = Map.groupBy(values, ({ attribute }) => attribute);
  return Object.fromEntries(
    [...byName.keys()].toSorted().map((name) => [name, byName.get(name)?.map(({ host }) => host) ?? []]),
  );
}
