import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import { defineQuery } from "../use-case/define.ts";
import { thingSchema } from "./moderation.ts";
import type { ModerationCase, ModerationLogEntry, ReportView, Thing, ThingView } from "./moderation.ts";
import { readHolds } from "./read-holds.ts";
import { keyOf, readThings } from "./read-things.ts";

/** One line of the queue. */
export type QueueItem = Thing & {
  readonly thing: ThingView | null;
  readonly reports: number;
  /** An appeal waits. */
  readonly appeal: boolean;
  readonly waitsSince: number;
};

export type ModerationQueue = {
  readonly waiting: readonly QueueItem[];
  /** What was decided last, newest first. */
  readonly decided: readonly (ModerationLogEntry & { readonly thing: ThingView | null })[];
};

/** What waits for the platform's moderators, the longest waiting first. */
export const listModerationQueue = defineQuery({
  name: "listModerationQueue",
  scope: "moderator",
  input: z.strictObject({}),
  run: async ({ tx }): Promise<ModerationQueue> => {
    const { storeAppeals, storeReports } = tables;
    const reports = await tx
      .select()
      .from(storeReports)
      .where(isNull(storeReports.closedAt))
      .orderBy(asc(storeReports.reportedAt))
      .limit(500);
    const appealed = await readHolds(
      tx,
      and(isNull(storeAppeals.decidedAt), eq(storeAppeals.holdId, tables.storeHolds.id)),
    );
    const waiting = new Map<string, Omit<QueueItem, "thing">>();
    for (const { kind, thingId, reportedAt } of reports) {
      const key = keyOf({ kind, thingId });
      const known = waiting.get(key) ?? { kind, thingId, reports: 0, appeal: false, waitsSince: reportedAt.getTime() };
      waiting.set(key, { ...known, reports: known.reports + 1 });
    }
    for (const { kind, thingId, appeal } of appealed) {
      const since = appeal?.appealedAt ?? 0;
      const known = waiting.get(keyOf({ kind, thingId })) ?? { kind, thingId, reports: 0, waitsSince: since };
      waiting.set(keyOf({ kind, thingId }), { ...known, appeal: true, waitsSince: Math.min(known.waitsSince, since) });
    }
    const decided = await readLog(tx, undefined, 30);
    const things = await readThings(tx, [...waiting.values(), ...decided]);
    const shown = <T extends Thing>(item: T) => ({ ...item, thing: things.get(keyOf(item)) ?? null });
    return {
      waiting: [...waiting.values()].map(shown).toSorted((a, b) => a.waitsSince - b.waitsSince),
      decided: decided.map(shown),
    };
  },
});

/** One thing with everything that is needed to decide about it. */
export const getModerationCase = defineQuery({
  name: "getModerationCase",
  scope: "moderator",
  input: thingSchema,
  run: async ({ tx, actor }, { kind, thingId }): Promise<ModerationCase> => {
    const { moderationLog, storeHolds, storeReports } = tables;
    const rows = await tx
      .select()
      .from(storeReports)
      .where(and(eq(storeReports.kind, kind), eq(storeReports.thingId, thingId), isNull(storeReports.closedAt)))
      .orderBy(asc(storeReports.reportedAt));
    const holds = await readHolds(tx, and(eq(storeHolds.kind, kind), eq(storeHolds.thingId, thingId)), actor.userId);
    const things = await readThings(tx, [{ kind, thingId }]);
    const open = holds.find(({ appeal }) => appeal !== null && appeal.outcome === null);
    return {
      kind,
      thingId,
      thing: things.get(keyOf({ kind, thingId })) ?? null,
      reports: rows.map(({ reason, note, reportedAt }): ReportView => ({
        reason,
        note,
        reportedAt: reportedAt.getTime(),
      })),
      holds,
      log: await readLog(tx, and(eq(moderationLog.kind, kind), eq(moderationLog.thingId, thingId)), 100),
      waitsSince: rows[0]?.reportedAt.getTime() ?? open?.appeal?.appealedAt ?? null,
    };
  },
});

async function readLog(tx: Tx, where: SQL | undefined, limit: number): Promise<ModerationLogEntry[]> {
  const { moderationLog, users } = tables;
  const rows = await tx
    .select()
    .from(moderationLog)
    .innerJoin(users, eq(users.id, moderationLog.moderator))
    .where(where)
    .orderBy(desc(moderationLog.seq))
    .limit(limit);
  return rows.map(({ moderation_log: row, users: { email } }) => ({
    kind: row.kind,
    thingId: row.thingId,
    at: row.at.getTime(),
    action: row.action,
    moderator: email,
    reason: row.reason,
    note: row.note,
    reports: row.reports,
  }));
}
