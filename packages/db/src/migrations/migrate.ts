import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import type { Sql } from "postgres";
import { DbError } from "../db-error.ts";
import { migrateJobQueue } from "./job-queue.ts";

type Migration = { readonly name: string; readonly text: string; readonly digest: string };

const migrationLock = 7_203_118;

/**
 * Brings the database up to date as its owner: our migrations, the job queue's schema, and partitions from a week ago to the day
 * after tomorrow. Safe to repeat and to race. A migration that was edited after it ran is DbError `migration-changed`.
 */
export async function migrate({ ownerUrl }: { ownerUrl: string }): Promise<void> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} });
  try {
    await sql`select pg_advisory_lock(${migrationLock})`;
    await sql`create table if not exists schema_migrations
      (name text primary key, digest text not null, applied_at timestamptz not null default now())`;
    await applyPending(sql, readMigrations());
    await migrateJobQueue(sql, ownerUrl);
    await sql`select ensure_frame_partitions((now() at time zone 'UTC')::date - 7, (now() at time zone 'UTC')::date + 2)`;
  } finally {
    await sql.end();
  }
}

async function applyPending(sql: Sql, migrations: readonly Migration[]): Promise<void> {
  const rows = await sql<{ name: string; digest: string }[]>`select name, digest from schema_migrations`;
  const applied = new Map(rows.map((row) => [row.name, row.digest]));
  for (const { name, text, digest } of migrations) {
    const known = applied.get(name);
    if (known === digest) continue;
    if (known !== undefined) {
      throw new DbError("migration-changed", `${name} ran already and was edited since; add a new migration instead.`);
    }
    await sql.begin(async (tx) => {
      await tx.unsafe(text);
      await tx`insert into schema_migrations (name, digest) values (${name}, ${digest})`;
    });
  }
}

function readMigrations(): Migration[] {
  const folder = join(import.meta.dirname, "sql");
  return readdirSync(folder)
    .filter((name) => name.endsWith(".sql"))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(folder, name), "utf8");
      return { name, text, digest: createHash("sha256").update(text).digest("hex") };
    });
}
