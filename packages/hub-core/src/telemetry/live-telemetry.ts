import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, desc, eq, gt, inArray, lte } from "drizzle-orm";
import { z } from "zod";
import type { SignalName } from "../agents/record-dictionary.ts";
import { requireHosts } from "../fleets/require-fleet.ts";
import { fleetIdSchema, hostIdSchema } from "../ids.ts";
import type { HostId, TenantId } from "../ids.ts";
import { defineQuery } from "../use-case/define.ts";

/** `values[i]` belongs to `dictionary[i]`; null where the host did not report it or reported no number. */
export type TelemetryFrame = {
  readonly hostId: HostId;
  readonly at: number;
  readonly values: readonly (number | null)[];
};
export type TelemetryWindow = {
  readonly dictionary: readonly SignalName[];
  /** Oldest first. */
  readonly frames: readonly TelemetryFrame[];
  /** True when the window held more than `limit` frames and only the newest are here. */
  readonly truncated: boolean;
};

type FrameRow = typeof tables.metricFrames.$inferSelect;
type DictionaryKey = Pick<FrameRow, "hostId" | "epoch" | "dictionaryId">;

const windowSchema = z.strictObject({
  fleetId: fleetIdSchema,
  hostId: hostIdSchema.optional(),
  sinceMs: z.int().min(0).max(8.64e15),
  untilMs: z.int().min(0).max(8.64e15),
  limit: z.int().min(1).max(20_000).default(5_000),
});

/** Metric frames of a fleet (or one of its hosts) in (sinceMs, untilMs]: pass the newest `at` you have as `sinceMs`. */
export const liveTelemetry = defineQuery({
  name: "liveTelemetry",
  scope: "viewer",
  input: windowSchema,
  run: async ({ tx, actor }, window): Promise<TelemetryWindow> => {
    const hostIds = [...(await requireHosts(tx, actor.tenantId, window)).keys()];
    if (hostIds.length === 0) return { dictionary: [], frames: [], truncated: false };
    const newestFirst = await readFrames(tx, actor.tenantId, hostIds, window);
    const rows = newestFirst.slice(0, window.limit).toReversed();
    const meanings = await readDictionaries(tx, actor.tenantId, hostIds);
    const dictionary = unionOf(rows, meanings);
    const position = new Map(dictionary.map(({ name }, index) => [name, index]));
    const frames = rows.map((row) => {
      const values: (number | null)[] = dictionary.map(() => null);
      for (const [index, { name }] of (meanings.get(keyOf(row)) ?? []).entries()) {
        const value = row.samples[index];
        const at = position.get(name);
        if (at !== undefined && value !== null && value !== undefined && Number.isFinite(value)) values[at] = value;
      }
      return { hostId: hostIdSchema.parse(row.hostId), at: row.at.getTime(), values };
    });
    return { dictionary, frames, truncated: newestFirst.length > window.limit };
  },
});

async function readFrames(
  tx: Tx,
  tenantId: TenantId,
  hostIds: string[],
  { sinceMs, untilMs, limit }: z.output<typeof windowSchema>,
): Promise<readonly FrameRow[]> {
  const { metricFrames } = tables;
  return tx
    .select()
    .from(metricFrames)
    .where(
      and(
        eq(metricFrames.tenantId, tenantId),
        inArray(metricFrames.hostId, hostIds),
        gt(metricFrames.at, new Date(sinceMs)),
        lte(metricFrames.at, new Date(untilMs)),
      ),
    )
    .orderBy(desc(metricFrames.at), desc(metricFrames.seq))
    .limit(limit + 1);
}

async function readDictionaries(
  tx: Tx,
  tenantId: TenantId,
  hostIds: string[],
): Promise<ReadonlyMap<string, readonly SignalName[]>> {
  const { frameDictionaries } = tables;
  const rows = await tx
    .select()
    .from(frameDictionaries)
    .where(and(eq(frameDictionaries.tenantId, tenantId), inArray(frameDictionaries.hostId, hostIds)));
  return new Map(rows.map((row) => [keyOf(row), row.signals]));
}

// Hosts may number their signals differently; readers get one numbering for all.
function unionOf(
  rows: readonly FrameRow[],
  meanings: ReadonlyMap<string, readonly SignalName[]>,
): readonly SignalName[] {
  const units = new Map<string, SignalName>();
  for (const key of new Set(rows.map(keyOf))) {
    for (const signal of meanings.get(key) ?? []) if (!units.has(signal.name)) units.set(signal.name, signal);
  }
  return [...units.values()];
}

function keyOf({ hostId, epoch, dictionaryId }: DictionaryKey): string {
  return `${hostId}/${epoch}/${dictionaryId}`;
}
