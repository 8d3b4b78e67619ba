import type { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { DecisionRecord as DecisionPayload, EventRecord as EventPayload } from "@fleet-persona/protocol";
import { and, desc, eq, gt, inArray, lte } from "drizzle-orm";
import { z } from "zod";
import { requireHosts } from "../fleets/require-fleet.ts";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import type { HostId, TenantId } from "../ids.ts";

/** A record as its frame was numbered; `at` is ms since the epoch. */
type Numbered<Payload> = {
  readonly hostId: HostId;
  readonly hostName: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
  readonly payload: Payload;
};

/** A decision as the agent journalled it: the engine's Decision, its sentence and what became of it. */
export type DecisionRecord = Numbered<DecisionPayload>;

/** Something that happened on a host: a fallback, a lost target, a Persona installed or refused. */
export type EventRecord = Numbered<EventPayload>;

/** A window of a fleet's records: (sinceMs, untilMs], of one host when it is named. */
export const recordWindowSchema = z.strictObject({
  fleetId: fleetIdSchema,
  hostId: hostIdSchema.optional(),
  sinceMs: z.int().min(0).max(8.64e15),
  untilMs: z.int().min(0).max(8.64e15),
  limit: z.int().min(1).max(5_000).default(200),
});

/** Reads a window of decisions or events, newest first. */
export async function readRecords<Payload>(
  tx: Tx,
  tenantId: TenantId,
  table: typeof tables.decisions | typeof tables.events,
  window: z.output<typeof recordWindowSchema>,
): Promise<readonly Numbered<Payload>[]> {
  const names = await requireHosts(tx, tenantId, window);
  if (names.size === 0) return [];
  const rows = await tx
    .select()
    .from(table)
    .where(
      and(
        eq(table.tenantId, tenantId),
        inArray(table.hostId, [...names.keys()]),
        gt(table.at, new Date(window.sinceMs)),
        lte(table.at, new Date(window.untilMs)),
      ),
    )
    .orderBy(desc(table.at), desc(table.seq))
    .limit(window.limit);
  return rows.map((row) => numbered<Payload>(row, names.get(row.hostId) ?? ""));
}

/** The row of a decision or event as its readers see it. */
export function numbered<Payload>(row: typeof tables.decisions.$inferSelect, hostName: string): Numbered<Payload> {
  const { hostId, epoch, seq, at, payload } = row;
  // Parsed by the protocol's schema before it was written.
  return { hostId: hostIdSchema.parse(hostId), hostName, epoch, seq, at: at.getTime(), payload: payload as Payload };
}
