import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, gt, lt, lte } from "drizzle-orm";
import type { SignalName } from "../agents/record-dictionary.ts";
import type { TenantId } from "../ids.ts";

/** What one host recorded, in columns of one length, oldest first. NaN: not observed. */
export type Recording = {
  /** ms since the epoch. */
  readonly at: Float64Array;
  readonly columns: Readonly<Record<string, Float64Array>>;
  /** Each column's unit; of a choice its choices, joined by `|`, as the values count them. */
  readonly units: Readonly<Record<string, string>>;
  /** Whether there was more, and only the newest is here. */
  readonly truncated: boolean;
};

type Asked = {
  readonly tenantId: TenantId;
  readonly hostId: string;
  readonly since: Date;
  readonly until: Date;
  readonly most: number;
};

const pageSize = 5_000;

/** A frame as it is kept until all are there: a hundred thousand rows of the driver's would weigh a gigabyte. */
type Frame = { readonly at: number; readonly dictionary: string; readonly samples: Float64Array };

/** The newest moments that a host told in (since, until]. */
export async function readRecording(tx: Tx, asked: Asked): Promise<Recording> {
  const newestFirst: Frame[] = [];
  for (let until = asked.until; newestFirst.length <= asked.most;) {
    const page = await readPage(tx, asked, { until, inclusive: until === asked.until });
    newestFirst.push(...page);
    const last = page.at(-1);
    if (last === undefined || page.length < pageSize) break;
    until = new Date(last.at);
  }
  const frames = newestFirst.slice(0, asked.most).toReversed();
  return { ...columnsOf(frames, await readMeanings(tx, asked)), truncated: newestFirst.length > asked.most };
}

// Frames of one instant are one moment: the next page begins before it.
async function readPage(
  tx: Tx,
  { tenantId, hostId, since }: Asked,
  { until, inclusive }: { readonly until: Date; readonly inclusive: boolean },
): Promise<readonly Frame[]> {
  const { metricFrames: frames } = tables;
  const { epoch, dictionaryId, at, samples } = frames;
  const rows = await tx
    .select({ epoch, dictionaryId, at, samples })
    .from(frames)
    .where(
      and(
        eq(frames.tenantId, tenantId),
        eq(frames.hostId, hostId),
        gt(at, since),
        inclusive ? lte(at, until) : lt(at, until),
      ),
    )
    .orderBy(desc(at), desc(frames.seq))
    .limit(pageSize);
  return rows.map((row) => ({
    at: row.at.getTime(),
    dictionary: `${row.epoch}/${row.dictionaryId}`,
    samples: Float64Array.from(row.samples, (sample) => sample ?? Number.NaN),
  }));
}

async function readMeanings(tx: Tx, { tenantId, hostId }: Asked): Promise<ReadonlyMap<string, readonly SignalName[]>> {
  const { frameDictionaries: dictionaries } = tables;
  const rows = await tx
    .select()
    .from(dictionaries)
    .where(and(eq(dictionaries.tenantId, tenantId), eq(dictionaries.hostId, hostId)));
  return new Map(rows.map((row) => [`${row.epoch}/${row.dictionaryId}`, row.signals]));
}

function columnsOf(
  frames: readonly Frame[],
  meanings: ReadonlyMap<string, readonly SignalName[]>,
): Omit<Recording, "truncated"> {
  const columns: Record<string, Float64Array> = {};
  const units: Record<string, string> = {};
  const at = Float64Array.from(frames, (frame) => frame.at);
  for (const [row, { dictionary, samples }] of frames.entries()) {
    for (const [index, { name, unit }] of (meanings.get(dictionary) ?? []).entries()) {
      const sample = samples[index];
      if (sample === undefined || !Number.isFinite(sample)) continue;
      columns[name] ??= new Float64Array(frames.length).fill(Number.NaN);
      columns[name][row] = sample;
      units[name] = unit;
    }
  }
  return { at, columns, units };
}
