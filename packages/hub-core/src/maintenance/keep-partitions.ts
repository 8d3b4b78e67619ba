import { withoutTenant } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { retentionDays } from "../telemetry/retention.ts";

const dayMs = 86_400_000;

/** Makes the telemetry partitions up to the day after tomorrow and drops those beyond retention. Safe to repeat. */
export async function keepPartitions(deps: Deps): Promise<{ readonly made: number; readonly dropped: number }> {
  const now = deps.now().getTime();
  const day = (offset: number): string => new Date(now + offset * dayMs).toISOString().slice(0, 10);
  return withoutTenant(deps.db, async (tx) => {
    const made = await tx.execute<{ count: number }>(
      sql`select ensure_frame_partitions(${day(0)}::date, ${day(2)}::date) as count`,
    );
    const dropped = await tx.execute<{ count: number }>(
      sql`select drop_frame_partitions(${day(-retentionDays)}::date) as count`,
    );
    return { made: made[0]?.count ?? 0, dropped: dropped[0]?.count ?? 0 };
  });
}
