import type { Sql } from "postgres";

/** Makes or upgrades the schema of pg-boss as owner, and lets the app role use it; workers run with `migrate: false`. */
export async function migrateJobQueue(sql: Sql, ownerUrl: string): Promise<void> {
  // Loaded here alone: who only queries should not carry a job queue.
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({ connectionString: ownerUrl, max: 1, supervise: false, schedule: false });
  boss.on("error", () => {});
  await boss.start();
  await boss.stop({ graceful: false });
  await sql.unsafe(`
    grant usage on schema pgboss to fleet_app;
    grant select, insert, update, delete on all tables in schema pgboss to fleet_app;
    grant usage on all sequences in schema pgboss to fleet_app;
    grant execute on all functions in schema pgboss to fleet_app;
  `);
}
