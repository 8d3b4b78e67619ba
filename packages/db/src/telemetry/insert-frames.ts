import type { Sql, TransactionSql } from "postgres";
import { poolOf } from "../connection/connect.ts";
import type { IngestDatabase } from "../connection/connect.ts";

/** The key of a frame row. `at` is ms since the epoch. */
export type FrameRowKey = {
  readonly tenantId: string;
  readonly hostId: string;
  readonly epoch: number;
  readonly seq: number;
  readonly at: number;
};
export type MetricRow = FrameRowKey & { readonly dictionaryId: number; readonly samples: readonly (number | null)[] };
/** `payload` is JSON text that jsonb can hold. */
export type RecordRow = FrameRowKey & { readonly payload: string };

export type FrameRows = {
  readonly metrics: readonly MetricRow[];
  readonly decisions: readonly RecordRow[];
  readonly events: readonly RecordRow[];
};

/**
 * Commits rows of any number of tenants in one transaction; a row whose key is there already changes nothing. Every row's day
 * must have its partition, or the whole batch fails.
 */
export async function insertFrames(ingest: IngestDatabase, { metrics, decisions, events }: FrameRows): Promise<void> {
  await poolOf(ingest).sql.begin((sql) =>
    Promise.all([
      ...(metrics.length > 0 ? [insertMetrics(sql, metrics)] : []),
      ...(decisions.length > 0 ? [insertRecords(sql, "decisions", decisions)] : []),
      ...(events.length > 0 ? [insertRecords(sql, "events", events)] : []),
    ]),
  );
}

/** The UTC days (`YYYY-MM-DD`) that frames can be stored for. */
export async function framePartitionDays(ingest: IngestDatabase): Promise<ReadonlySet<string>> {
  const { sql } = poolOf(ingest);
  const rows = await sql<
    { day: string }[]
  >`select to_char(day, 'YYYY-MM-DD') as day from frame_partition_days() as day`;
  return new Set(rows.map((row) => row.day));
}

function keyColumns(sql: Sql | TransactionSql, rows: readonly FrameRowKey[]): ReturnType<TransactionSql> {
  return sql`
    ${rows.map((row) => row.tenantId)}::uuid[], ${rows.map((row) => row.hostId)}::uuid[],
    ${rows.map((row) => row.epoch)}::bigint[], ${rows.map((row) => row.seq)}::bigint[],
    ${rows.map((row) => row.at)}::bigint[]`;
}

// Samples travel as array literals: unnest would flatten an array of arrays.
async function insertMetrics(sql: TransactionSql, rows: readonly MetricRow[]): Promise<void> {
  await sql`
    insert into metric_frames (tenant_id, host_id, epoch, seq, at, dictionary_id, samples)
    select tenant_id, host_id, epoch, seq, to_timestamp(at / 1000.0), dictionary_id, samples::double precision[]
    from unnest(${keyColumns(sql, rows)}, ${rows.map((row) => row.dictionaryId)}::integer[],
      ${rows.map((row) => arrayLiteral(row.samples))}::text[])
      as frame (tenant_id, host_id, epoch, seq, at, dictionary_id, samples)
    on conflict do nothing`;
}

async function insertRecords(
  sql: TransactionSql,
  table: "decisions" | "events",
  rows: readonly RecordRow[],
): Promise<void> {
  await sql`
    insert into ${sql(table)} (tenant_id, host_id, epoch, seq, at, payload)
    select tenant_id, host_id, epoch, seq, to_timestamp(at / 1000.0), payload::jsonb
    from unnest(${keyColumns(sql, rows)}, ${rows.map((row) => row.payload)}::text[])
      as frame (tenant_id, host_id, epoch, seq, at, payload)
    on conflict do nothing`;
}

function arrayLiteral(samples: readonly (number | null)[]): string {
  return `{${samples.map((sample) => (sample === null ? "NULL" : String(sample))).join(",")}}`;
}
