import { getTableConfig } from "drizzle-orm/pg-core";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase } from "../testing/start-test-database.ts";
import type { TestDatabase } from "../testing/start-test-database.ts";
import { tables } from "./tables.ts";

// People, tokens of people and bookkeeping: nothing here belongs to a tenant.
const withoutTenant = new Set([
  "accounts",
  "outbox_messages",
  "rate_limits",
  "schema_migrations",
  "sessions",
  "users",
  "verification_tokens",
]);

describe("the catalogue", () => {
  let database: TestDatabase;
  let owner: Owner;

  beforeAll(async () => {
    database = await startTestDatabase();
    owner = ownerOf(database.ownerUrl);
  });
  afterAll(async () => {
    await owner[Symbol.asyncDispose]();
    await database[Symbol.asyncDispose]();
  });

  it("forces row-level security on every table but the short list, partitions included", async () => {
    const rows = await owner.sql<{ name: string; forced: boolean; has_tenant: boolean; leads: boolean }[]>`
      select c.relname as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id') as has_tenant
      from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`;
    expect(rows.length).toBeGreaterThan(40);
    expect(rows.filter((row) => !row.forced && !withoutTenant.has(row.name))).toEqual([]);
    expect(rows.filter((row) => row.has_tenant && withoutTenant.has(row.name))).toEqual([]);
    const nobodys = rows.filter((row) => !row.has_tenant && !withoutTenant.has(row.name)).map((row) => row.name);
    // Tenants are their own, figures of a listing and words of the store everybody's; two are public documents that only signatures vouch for, and what is
    // the platform's own is written by its operator, or by functions that ask whether somebody moderates.
    expect(nobodys.toSorted()).toEqual([
      "listing_ratings",
      "listing_search_gone",
      "moderation_log",
      "payment_events",
      "platform_settings",
      "platform_staff",
      "reconcile_runs",
      "reserved_names",
      "store_held",
      "store_term_changes",
      "store_terms",
      "tenants",
      "trust_anchors",
      "tuf_metadata",
    ]);
  });

  it("gives the roles no way around row-level security and no ownership", async () => {
    const roles = await owner.sql`select rolname from pg_roles
      where rolname like 'fleet\_%' and rolname <> 'fleet_owner' and (rolsuper or rolbypassrls or rolcreaterole)`;
    expect(roles).toHaveLength(0);
    const owned = await owner.sql`select c.relname from pg_class c join pg_roles r on r.oid = c.relowner
      where r.rolname in ('fleet_app', 'fleet_ingest', 'fleet_maintenance', 'fleet_money')`;
    expect(owned).toHaveLength(0);
    const ingest = await owner.sql<{ grants: string }[]>`select distinct table_name || ' ' || privilege_type as grants
      from information_schema.role_table_grants where grantee = 'fleet_ingest' order by 1`;
    expect(ingest.map((row) => row.grants)).toEqual(["decisions INSERT", "events INSERT", "metric_frames INSERT"]);
    const bypassing = await owner.sql`select c.relname from pg_class c
      where c.relkind = 'v' and c.relnamespace = 'public'::regnamespace`;
    expect(bypassing).toHaveLength(0);
  });

  it("has every column that the drizzle tables name, with the same nullability", async () => {
    const rows = await owner.sql<{ column: string; nullable: boolean }[]>`
      select table_name || '.' || column_name as column, is_nullable = 'YES' as nullable
      from information_schema.columns where table_schema = 'public'`;
    const actual = new Map(rows.map((row) => [row.column, row.nullable]));
    for (const table of Object.values(tables)) {
      const { name, columns } = getTableConfig(table);
      for (const column of columns) {
        const nullable = !column.notNull && !column.primary;
        expect([`${name}.${column.name}`, actual.get(`${name}.${column.name}`)]).toEqual([
          `${name}.${column.name}`,
          nullable,
        ]);
      }
    }
  });
});

type Owner = AsyncDisposable & { readonly sql: ReturnType<typeof postgres> };

function ownerOf(url: string): Owner {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  return { sql, [Symbol.asyncDispose]: () => sql.end() };
}
