import type { Sql } from "postgres";
import { id } from "../store/seed-statements.ts";
import type { Market } from "./market-ids.ts";

const tenant = (n: string): string => id("tenant", n);

/** Tenants and listings to sell, as far as money asks for them. Triggers are off in this connection from then on. */
export async function seedMarket(sql: Sql, { sellers, buyers, listings }: Market): Promise<void> {
  await sql.unsafe(`set session_replication_role = replica; set synchronous_commit = off`);
  await sql.unsafe(`
    insert into tenants (id, slug, name, created_at) select ${tenant("n")}, 't-' || n, 'Tenant ' || n, now() - interval '90 days'
      from generate_series(1, ${sellers + buyers}) n;
    insert into users (id, email) select ${id("user", "n")}, 'p' || n || '@example.com' from generate_series(1, ${sellers + buyers}) n;
    insert into memberships (tenant_id, user_id, role) select ${tenant("n")}, ${id("user", "n")}, 'owner' from generate_series(1, ${sellers + buyers}) n;
    insert into publishers (id, tenant_id, slug, display_name, created_at)
      select ${id("publisher", "n")}, ${tenant("n")}, 'maker-' || n, 'Maker ' || n, now() - interval '200 days' from generate_series(1, ${sellers}) n;
    insert into listings (id, tenant_id, publisher_id, publisher_slug, name, title, summary, tags, status, price_kind, price_minor, price_currency,
        terms_set_at, latest_version, latest_version_id, claimed_confidence, created_at, updated_at)
      select ${id("listing", "n")}, ${tenant("seller")}, ${id("publisher", "seller")}, 'maker-' || seller, 'persona-' || n, 'Persona ' || n, 'Calm.',
        '{}', 'listed', 'one-off', 4900, 'EUR', now(), 1, ${id("version", "n")}, 0.8, now(), now()
      from (select n, 1 + (n - 1) % ${sellers} as seller from generate_series(1, ${listings}) n) l`);
}

const atOnce = 5_000;

/** Adds rows of a table, many at a time; the columns are those of the first row. */
export async function addRows(
  sql: Sql,
  table: string,
  rows: readonly Readonly<Record<string, unknown>>[],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}).join(", ");
  for (let from = 0; from < rows.length; from += atOnce)
    await sql.unsafe(
      `insert into ${table} (${columns}) overriding system value
        select ${columns} from jsonb_populate_recordset(null::${table}, $1::text::jsonb)`,
      [JSON.stringify(rows.slice(from, from + atOnce))],
    );
}
