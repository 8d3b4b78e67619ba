import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { FleetId, TenantId } from "../ids.ts";
import { staleAfterMs } from "./source.ts";
import type { SourceSignalView, SourceView } from "./source.ts";

type Wanted = { readonly tenantId: TenantId; readonly fleetId: FleetId; readonly now: Date };
type ValueRow = typeof tables.sourceSignals.$inferSelect;

/** The sources of a fleet that are not revoked, by name. */
export async function readSources(tx: Tx, { tenantId, fleetId, now }: Wanted): Promise<readonly SourceView[]> {
  const { signalSources: sources, sourceSignals: values, users } = tables;
  const rows = await tx
    .select({ row: sources, email: users.email })
    .from(sources)
    .innerJoin(users, eq(users.id, sources.createdBy))
    .where(and(eq(sources.tenantId, tenantId), eq(sources.fleetId, fleetId), isNull(sources.revokedAt)))
    .orderBy(asc(sources.name));
  const kept = await tx
    .select()
    .from(values)
    .where(and(eq(values.tenantId, tenantId), eq(values.fleetId, fleetId)));
  return rows.map(({ row, email }) => ({
    sourceId: row.id,
    fleetId,
    name: row.name,
    createdBy: email,
    createdAt: row.createdAt.getTime(),
    lastSeenAt: row.lastSeenAt?.getTime() ?? null,
    lastError:
      row.lastError === null || row.lastErrorAt === null
        ? null
        : { message: row.lastError, at: row.lastErrorAt.getTime() },
    signals: row.signals.map((name) => {
      const value = kept.find((candidate) => candidate.sourceId === row.id && candidate.signal === name);
      return signalView(name, value, now);
    }),
  }));
}

function signalView(name: string, row: ValueRow | undefined, now: Date): SourceSignalView {
  if (row === undefined)
    return { name, unit: null, value: null, observedAt: null, receivedAt: null, freshness: "never" };
  const { unit, value, observedAt, receivedAt } = row;
  const stale = now.getTime() - observedAt.getTime() > staleAfterMs(name);
  return {
    name,
    unit,
    value,
    observedAt: observedAt.getTime(),
    receivedAt: receivedAt.getTime(),
    freshness: stale ? "stale" : "fresh",
  };
}
