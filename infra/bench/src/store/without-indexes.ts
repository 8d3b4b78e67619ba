import type { Sql } from "postgres";

/** Does something while tables have no indexes but those of their constraints, and makes the others again: sorted once, not row by row. */
export async function withoutIndexes(sql: Sql, tables: readonly string[], work: () => Promise<void>): Promise<void> {
  const indexes = await sql<{ name: string; definition: string }[]>`
    select i.indexname as name, i.indexdef as definition from pg_indexes i
    where i.schemaname = 'public' and i.tablename = any(${sql.array([...tables])})
      and not exists (select from pg_constraint c where c.conname = i.indexname)
      and i.indexdef not like 'CREATE UNIQUE%'`;
  for (const { name } of indexes) await sql.unsafe(`drop index "${name}"`);
  await work();
  for (const { definition } of indexes) await sql.unsafe(definition);
}
