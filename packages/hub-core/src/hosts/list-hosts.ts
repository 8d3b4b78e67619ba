import { tables } from "@fleet-persona/db";
import { and, asc, eq } from "drizzle-orm";
import { z } from "zod";
import { requireFleet } from "../fleets/require-fleet.ts";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import type { FleetId, HostId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";
import { livenessOf } from "./liveness.ts";
import type { Liveness } from "./liveness.ts";

export type HostView = {
  readonly hostId: HostId;
  readonly fleetId: FleetId;
  readonly name: string;
  readonly agentVersion: string;
  readonly fingerprint: string;
  readonly liveness: Liveness;
  readonly lastSeenAt: number | null;
  readonly enrolledAt: number;
  /** What the agent said it can steer, as it last said it. */
  readonly capabilities: unknown;
  /** The agent's last status message, null before the first. */
  readonly status: unknown;
};

/** The hosts of a fleet, by name. */
export const listHosts = defineQuery({
  name: "listHosts",
  scope: "viewer",
  input: z.strictObject({ fleetId: fleetIdSchema }),
  run: async ({ tx, actor, now }, { fleetId }): Promise<readonly HostView[]> => {
    await requireFleet(tx, actor.tenantId, fleetId);
    const { hosts } = tables;
    const rows = await tx
      .select()
      .from(hosts)
      .where(and(eq(hosts.tenantId, actor.tenantId), eq(hosts.fleetId, fleetId)))
      .orderBy(asc(hosts.name), asc(hosts.id));
    return rows.map((row) => ({
      hostId: hostIdSchema.parse(row.id),
      fleetId,
      name: row.name,
      agentVersion: row.agentVersion,
      fingerprint: row.fingerprint,
      liveness: livenessOf(row, now),
      lastSeenAt: row.lastSeenAt?.getTime() ?? null,
      enrolledAt: row.enrolledAt.getTime(),
      capabilities: row.capabilities,
      status: row.status,
    }));
  },
});
