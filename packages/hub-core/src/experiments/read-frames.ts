import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { FrameColumns } from "@fleet-persona/experiments";
import { and, eq, inArray, sql } from "drizzle-orm";
import type { SignalName } from "../agents/record-dictionary.ts";
import type { TenantId } from "../ids.ts";

/** A metric frame with what its samples mean. `at` is ms since 1970, on the host's clock. */
export type HostFrame = {
  readonly at: number;
  readonly samples: readonly (number | null)[];
  readonly meaning: ReadonlyMap<string, number>;
};

type Asked = {
  readonly tenantId: TenantId;
  /** From when on each host's frames are wanted, ms since 1970. */
  readonly since: ReadonlyMap<string, number>;
  readonly most: number;
  /** Only every so many-th frame, by its number; 1: all. */
  readonly every?: number;
};

type Row = { host_id: string; epoch: string; dictionary_id: number; at: number; samples: (number | null)[] };

/** The oldest frames of each host from a moment of its own on, in their order, at most `most` a host. */
export async function readFrames(
  tx: Tx,
  { tenantId, since, most, every = 1 }: Asked,
): Promise<ReadonlyMap<string, readonly HostFrame[]>> {
  if (since.size === 0) return new Map();
  const ids = arrayLiteral([...since.keys()]);
  const from = arrayLiteral([...since.values()].map((at) => new Date(at).toISOString()));
  const rows = await tx.execute<Row>(sql`
    select f.host_id, f.epoch, f.dictionary_id, (extract(epoch from f.at) * 1000)::double precision as at, f.samples
    from unnest(${ids}::uuid[], ${from}::timestamptz[]) as h(id, since)
    cross join lateral (
      select m.* from metric_frames m
      where m.tenant_id = ${tenantId} and m.host_id = h.id and m.at >= h.since and m.seq % ${every} = 0
      order by m.at, m.seq limit ${most}
    ) f`);
  const meanings = await readMeanings(tx, tenantId, [...since.keys()]);
  const nothing: ReadonlyMap<string, number> = new Map();
  return new Map(
    [...Map.groupBy(rows, (row) => row.host_id)].map(([hostId, mine]) => [
      hostId,
      mine.map((row) => ({
        at: Math.round(row.at),
        samples: row.samples,
        meaning: meanings.get(`${hostId}/${row.epoch}/${row.dictionary_id}`) ?? nothing,
      })),
    ]),
  );
}

// Ids and instants: nothing in them needs a backslash.
function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item}"`).join(",")}}`;
}

async function readMeanings(
  tx: Tx,
  tenantId: TenantId,
  hostIds: readonly string[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, number>>> {
  const { frameDictionaries: dictionaries } = tables;
  const rows = await tx
    .select()
    .from(dictionaries)
    .where(and(eq(dictionaries.tenantId, tenantId), inArray(dictionaries.hostId, [...hostIds])));
  return new Map(rows.map((row) => [`${row.hostId}/${row.epoch}/${row.dictionaryId}`, placesOf(row.signals)]));
}

function placesOf(signals: readonly SignalName[]): ReadonlyMap<string, number> {
  return new Map(signals.map(({ name }, index) => [name, index]));
}

/** One sample of a frame by its name; null where it was not observed. */
export function sampleOf({ samples, meaning }: HostFrame, name: string): number | null {
  const place = meaning.get(name);
  return place === undefined ? null : (samples[place] ?? null);
}

/** Frames as columns, as they are measured. */
export function columnsOfFrames(frames: readonly HostFrame[]): FrameColumns {
  return { length: frames.length, column: (name) => frames.map((frame) => sampleOf(frame, name)) };
}
