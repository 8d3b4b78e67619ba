import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { EventItem } from "@fleet-persona/signals";
import { and, eq, gt, lte, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import type { SignalSource } from "./authenticate-source.ts";
import { pushSignals } from "./push-signals.ts";
import type { PushOutcome, PushedSignal } from "./push-signals.ts";

/** Over how long events are counted, ms; events further back count for nothing. */
export const eventWindowMs = 60_000;

const slotMs = 5_000;

/** The names a source may count as events, and the experiments whose outcomes it may tell, from its list of signals. */
export function countableOf({ signals }: Pick<SignalSource, "signals">): {
  readonly events: ReadonlySet<string>;
  readonly experiments: ReadonlySet<string>;
} {
  const words = (pattern: RegExp): ReadonlySet<string> =>
    new Set(signals.flatMap((name) => pattern.exec(name)?.slice(1, 2) ?? []));
  return { events: words(/^event_(?:rate|share)\.([^.]+)$/), experiments: words(/^outcome\.([^.]+)(?:\.[^.]+)?$/) };
}

/**
 * Counts what people did and what experiments came to, and makes the source's signals of the last minute: `event_rate.<event>`
 * (1/s), `event_share.<event>`, `outcome.<experiment>` and `outcome.<experiment>.<variant>` (means), each only when it is on the
 * source's list. Counts are kept in the database, so that any number of hub processes add to the same figures.
 */
export async function pushEvents(deps: Deps, source: SignalSource, items: readonly EventItem[]): Promise<PushOutcome> {
  const now = deps.now();
  const signals = await withTenant(deps.db, source.tenantId, async (tx) => {
    await count(tx, source, { items, now });
    return signalsOf(await readWindow(tx, source, now), source, now);
  });
  const { rejected } = await pushSignals(deps, source, signals);
  return { accepted: items.length, rejected };
}

type Tally = { readonly name: string; readonly count: number; readonly total: number };

async function count(
  tx: Tx,
  { tenantId, fleetId, sourceId, signals }: SignalSource,
  { items, now }: { items: readonly EventItem[]; now: Date },
): Promise<void> {
  const { sourceEventSlots: slots } = tables;
  // Only what becomes a signal is kept: an experiment may have any number of variants.
  const told = items.flatMap((item) =>
    talliesOf(item)
      .filter(({ name }) => item.kind === "event" || signals.includes(name))
      .map((tally) => ({ ...tally, slot: slotOf(item.at) })),
  );
  const summed = [...Map.groupBy(told, ({ name, slot }) => `${slot} ${name}`).values()].map((same) => ({
    tenantId,
    fleetId,
    sourceId,
    name: same[0]?.name ?? "",
    slot: new Date(same[0]?.slot ?? 0),
    count: same.reduce((sum, tally) => sum + tally.count, 0),
    total: same.reduce((sum, tally) => sum + tally.total, 0),
  }));
  // Always in one order: two requests that add to the same rows would wait for each other otherwise.
  const ordered = summed.toSorted((a, b) => a.slot.getTime() - b.slot.getTime() || (a.name < b.name ? -1 : 1));
  if (ordered.length > 0) {
    await tx
      .insert(slots)
      .values(ordered)
      .onConflictDoUpdate({
        target: [slots.tenantId, slots.sourceId, slots.name, slots.slot],
        set: { count: sql`${slots.count} + excluded.count`, total: sql`${slots.total} + excluded.total` },
      });
  }
  const over = lte(slots.slot, new Date(now.getTime() - 2 * eventWindowMs));
  await tx.delete(slots).where(and(eq(slots.tenantId, tenantId), eq(slots.sourceId, sourceId), over));
}

function slotOf(at: number): number {
  return Math.floor(at / slotMs) * slotMs;
}

function talliesOf(item: EventItem): readonly Tally[] {
  if (item.kind === "event") return [{ name: `event.${item.event}`, count: item.count, total: 0 }];
  const { experiment, variant, value } = item;
  return [`outcome.${experiment}`, `outcome.${experiment}.${variant}`].map((name) => ({
    name,
    count: 1,
    total: value,
  }));
}

async function readWindow(tx: Tx, { tenantId, sourceId }: SignalSource, now: Date): Promise<readonly Tally[]> {
  const { sourceEventSlots: slots } = tables;
  const recent = gt(slots.slot, new Date(now.getTime() - eventWindowMs));
  return tx
    .select({
      name: slots.name,
      count: sql<number>`sum(${slots.count})::double precision`,
      total: sql<number>`sum(${slots.total})`,
    })
    .from(slots)
    .where(and(eq(slots.tenantId, tenantId), eq(slots.sourceId, sourceId), recent))
    .groupBy(slots.name);
}

// An event on the list that nobody did counts as zero: the source spoke, so silence about it says that it did not happen.
function signalsOf(window: readonly Tally[], source: SignalSource, now: Date): readonly PushedSignal[] {
  const byName = new Map(window.map((tally) => [tally.name, tally]));
  const all = window.filter(({ name }) => name.startsWith("event.")).reduce((sum, tally) => sum + tally.count, 0);
  const observedAt = now.getTime();
  return source.signals.flatMap((name): PushedSignal[] => {
    const [family, ...rest] = name.split(".");
    const events = byName.get(`event.${rest.join(".")}`)?.count ?? 0;
    if (family === "event_rate") return [{ name, unit: "1/s", value: events / (eventWindowMs / 1_000), observedAt }];
    if (family === "event_share") return all === 0 ? [] : [{ name, unit: "ratio", value: events / all, observedAt }];
    const outcome = family === "outcome" ? byName.get(name) : undefined;
    return outcome === undefined ? [] : [{ name, unit: "", value: outcome.total / outcome.count, observedAt }];
  });
}
