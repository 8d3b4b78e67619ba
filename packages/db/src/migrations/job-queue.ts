import type { Sql } from "postgres";
import { gateQueue } from "../jobs/gate-queue.ts";
import { refinementQueue } from "../jobs/refinement-queue.ts";
import { rolloutQueue } from "../jobs/rollout-queue.ts";
import { storeEventQueue } from "../jobs/store-event-queue.ts";
import { trialQueue } from "../jobs/trial-queue.ts";
import { trustQueue } from "../jobs/trust-queue.ts";

/** Makes or upgrades the schema of pg-boss as owner, and lets the app role use it; workers run with `migrate: false`. */
export async function migrateJobQueue(sql: Sql, ownerUrl: string): Promise<void> {
  // Loaded here alone: who only queries should not carry a job queue.
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  // Made here, because the hub may fill it before the first worker is there. What exists already takes today's settings.
  for (const { name, settings } of [rolloutQueue, gateQueue, trialQueue, refinementQueue, storeEventQueue]) {
    await boss.createQueue(name);
    await boss.updateQueue(name, settings);
  }
  // Its policy is given once and cannot be changed.
  await boss.createQueue(trustQueue.name, trustQueue.settings);
  await boss.stop({ graceful: false });
  await sql.unsafe(`
    grant usage on schema pgboss to fleet_app;
    grant select, insert, update, delete on all tables in schema pgboss to fleet_app;
    grant usage on all sequences in schema pgboss to fleet_app;
    grant execute on all functions in schema pgboss to fleet_app;
  `);
}
