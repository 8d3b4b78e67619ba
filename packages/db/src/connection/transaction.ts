import { sql } from "drizzle-orm";
import { DbError } from "../db-error.ts";
import { poolOf } from "./connect.ts";
import type { Database, Tx } from "./connect.ts";

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Runs `work` in a transaction that sees and writes one tenant's rows (and what is public). */
export async function withTenant<T>(db: Database, tenantId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const statement = settingStatement("tenant", tenantId);
  return poolOf(db).orm.transaction(async (tx) => {
    await tx.execute(statement);
    return work(tx);
  });
}

/** Runs `work` in a transaction that sees the tenants a user is a member of (and what is public), and no tenant's rows. */
export async function withUser<T>(db: Database, userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const statement = settingStatement("person", userId);
  return poolOf(db).orm.transaction(async (tx) => {
    await tx.execute(statement);
    return work(tx);
  });
}

/** Runs `work` in a transaction that sees only what belongs to no tenant or is public: people, listings. */
export async function withoutTenant<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  return poolOf(db).orm.transaction(work);
}

/**
 * Runs `work`, which only reads, on what belongs to no tenant or is public: without a transaction, each statement on any connection, and prepared
 * where it comes again and again. For pages that many ask for; whoever needs one moment for all of its statements takes `withoutTenant`.
 */
export async function readPublic<T>(db: Database, work: (tx: Tx) => Promise<T>): Promise<T> {
  // It has all of a transaction but its end.
  return work(poolOf(db).prepared as unknown as Tx);
}

/** Binds a transaction that has no tenant yet: for the one that has just been made. */
export async function enterTenant(tx: Tx, tenantId: string): Promise<void> {
  await tx.execute(settingStatement("tenant", tenantId));
}

// SET takes no parameters, and set_config() does not reach the shards of a distributed table: so the value is parsed first.
function settingStatement(name: "tenant" | "person", value: string): ReturnType<typeof sql.raw> {
  if (!uuidPattern.test(value)) throw new DbError("invalid-uuid", `The ${name} of a transaction must be a UUID.`);
  return sql.raw(`set local app.${name} = '${value.toLowerCase()}'`);
}
