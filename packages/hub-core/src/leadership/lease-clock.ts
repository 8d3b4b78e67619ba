import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";

/** Where a lease's time comes from. */
export type LeaseClock = (tx: Tx) => Promise<Date>;

/** The database's own clock: gateways may run on machines whose clocks disagree, and a lease must be counted by one. */
export const databaseClock: LeaseClock = async (tx) => {
  const [row] = await tx.execute<{ at: string }>(
    sql`select (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at`,
  );
  return new Date(Number(row?.at));
};
