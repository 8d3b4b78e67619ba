import { notifyContextChanged, tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { isStorableJson } from "../text.ts";
import type { SignalSource } from "./authenticate-source.ts";

/** One figure as a source tells it. `observedAt` ms since the epoch; null means now. */
export type PushedSignal = {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  readonly observedAt: number | null;
};

/** What became of a push. */
export type PushOutcome = {
  readonly accepted: number;
  readonly rejected: readonly { readonly name: string; readonly message: string }[];
};

/** A value older than this was news once, ms. */
export const newestAgeMs = 24 * 3_600_000;

// NOTIFY takes a lock that every commit waits for: a source that pushes all the time is passed on in steps.
const tellEveryMs = 1_000;

/**
 * Keeps the newest value of each figure a source may tell, and says what it did not keep. `refused` is what the caller could not
 * read already. Only ever for an authenticated source.
 */
export async function pushSignals(
  deps: Deps,
  source: SignalSource,
  pushed: readonly PushedSignal[],
  refused: PushOutcome["rejected"] = [],
): Promise<PushOutcome> {
  const now = deps.now();
  const judged = pushed.map((signal) => ({ signal, fault: faultOf(source, signal, now) }));
  const faulty = judged.flatMap(({ signal, fault }) =>
    fault === null ? [] : [{ name: signal.name.slice(0, 64), message: fault }],
  );
  const rejected = [...refused, ...faulty];
  const newest = new Map<string, PushedSignal & { at: Date }>();
  for (const { signal, fault } of judged) {
    // A source's clock may run ahead; nothing was observed later than it came.
    const at = new Date(Math.min(signal.observedAt ?? now.getTime(), now.getTime()));
    const known = newest.get(signal.name);
    if (fault === null && (known === undefined || known.at <= at)) newest.set(signal.name, { ...signal, at });
  }
  await withTenant(deps.db, source.tenantId, (tx) => keep(tx, source, { values: [...newest.values()], rejected, now }));
  return { accepted: judged.length - faulty.length, rejected };
}

function faultOf({ name: sourceName, signals }: SignalSource, signal: PushedSignal, now: Date): string | null {
  const { name, unit, value, observedAt } = signal;
  if (!signals.includes(name)) return `is not on the list of the source ${sourceName}`;
  if (!Number.isFinite(value)) return "is not a finite number";
  if (unit.length > 32 || !isStorableJson(unit)) return "has a unit of more than 32 characters";
  if (observedAt !== null && !(now.getTime() - observedAt <= newestAgeMs)) return "is older than a day";
  return null;
}

type Batch = {
  readonly values: readonly (PushedSignal & { readonly at: Date })[];
  readonly rejected: PushOutcome["rejected"];
  readonly now: Date;
};

async function keep(tx: Tx, { tenantId, fleetId, sourceId }: SignalSource, batch: Batch): Promise<void> {
  const { signalSources: sources, sourceSignals } = tables;
  const { values, rejected, now } = batch;
  if (values.length > 0) {
    await tx
      .insert(sourceSignals)
      .values(
        values.map(({ name, unit, value, at }) => ({
          tenantId,
          fleetId,
          sourceId,
          signal: name,
          unit,
          value,
          observedAt: at,
          receivedAt: now,
        })),
      )
      .onConflictDoUpdate({
        target: [sourceSignals.tenantId, sourceSignals.fleetId, sourceSignals.sourceId, sourceSignals.signal],
        set: {
          unit: sql`excluded.unit`,
          value: sql`excluded.value`,
          observedAt: sql`excluded.observed_at`,
          receivedAt: sql`excluded.received_at`,
        },
        setWhere: sql`excluded.observed_at >= ${sourceSignals.observedAt}`,
      });
  }
  const mine = and(eq(sources.tenantId, tenantId), eq(sources.id, sourceId));
  const [fault] = rejected;
  const error = fault === undefined ? null : storableText(`${fault.name} ${fault.message}`).slice(0, 300);
  await tx
    .update(sources)
    .set({ lastSeenAt: now, lastError: error, lastErrorAt: error === null ? null : now })
    .where(mine);
  if (values.length === 0) return;
  const due = or(isNull(sources.toldAt), lt(sources.toldAt, new Date(now.getTime() - tellEveryMs)));
  const told = await tx.update(sources).set({ toldAt: now }).where(and(mine, due)).returning({ id: sources.id });
  if (told.length > 0) await notifyContextChanged(tx, fleetId);
}

// Whatever was sent may stand in the name of what was refused.
function storableText(text: string): string {
  return text.toWellFormed().replaceAll(/\p{Cc}/gu, " ");
}
