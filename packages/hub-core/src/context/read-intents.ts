import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { notFound } from "../hub-error.ts";
import type { FleetId, TenantId } from "../ids.ts";
import { phaseOf } from "./intent.ts";
import type { IntentView } from "./intent.ts";

type Wanted = {
  readonly tenantId: TenantId;
  readonly fleetId: FleetId;
  readonly now: Date;
  readonly where?: SQL | undefined;
};

/** Intents of a fleet, the newest 200 first. */
export async function readIntents(tx: Tx, { tenantId, fleetId, now, where }: Wanted): Promise<readonly IntentView[]> {
  const { intents, users } = tables;
  const rows = await tx
    .select({ row: intents, email: users.email })
    .from(intents)
    .innerJoin(users, eq(users.id, intents.declaredBy))
    .where(and(eq(intents.tenantId, tenantId), eq(intents.fleetId, fleetId), where))
    .orderBy(desc(intents.declaredAt), desc(intents.id))
    .limit(200);
  return rows.map(({ row, email }) => {
    const [from, until] = [row.startsAt.getTime(), row.endsAt?.getTime() ?? null];
    return {
      intentId: row.id,
      name: row.name,
      weight: row.weight,
      from,
      until,
      target: row.target,
      phase: row.endedAt === null ? phaseOf(from, until, now) : "over",
      declaredBy: email,
      declaredAt: row.declaredAt.getTime(),
      endedAt: row.endedAt?.getTime() ?? null,
    };
  });
}

/** One intent of a fleet; `not-found` otherwise. */
export async function readIntent(tx: Tx, wanted: Omit<Wanted, "where">, intentId: string): Promise<IntentView> {
  const [intent] = await readIntents(tx, { ...wanted, where: eq(tables.intents.id, intentId) });
  if (intent === undefined) throw notFound("intent");
  return intent;
}
