import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, count, desc, eq, inArray, isNotNull, isNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { z } from "zod";
import type { Actor } from "../actor.ts";
import { defineCommand, defineQuery } from "../use-case/define.ts";
import { storeEventKindSchema } from "./event-kinds.ts";
import type { StoreEventKind } from "./event-kinds.ts";
import { noticeOf } from "./notice.ts";
import type { NoticeView } from "./notice.ts";

export type NoticePage = {
  readonly notices: readonly NoticeView[];
  /** Give it as `before` for the next page; null at the end. */
  readonly next: string | null;
  readonly unread: number;
  /** How many there are of each kind, read or not. */
  readonly kinds: readonly { readonly kind: StoreEventKind; readonly count: number }[];
};

const cursorSchema = z.string().regex(/^\d{1,15}_[0-9a-f-]{36}$/);

/** The caller's inbox, newest first. */
export const listNotices = defineQuery({
  name: "listNotices",
  scope: "viewer",
  input: z.strictObject({
    kind: storeEventKindSchema.optional(),
    unread: z.boolean().default(false),
    before: cursorSchema.optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  run: async ({ tx, actor }, { kind, unread, before, limit }): Promise<NoticePage> => {
    const { notices, storeEvents } = tables;
    const wanted = and(
      inbox(actor),
      kind === undefined ? undefined : eq(notices.kind, kind),
      unread ? isNull(notices.readAt) : undefined,
      before === undefined ? undefined : olderThan(before),
    );
    const rows = await tx
      .select({ event: storeEvents, readAt: notices.readAt })
      .from(notices)
      .innerJoin(storeEvents, eq(storeEvents.id, notices.eventId))
      .where(wanted)
      .orderBy(desc(notices.at), desc(notices.eventId))
      .limit(limit + 1);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1)?.event : undefined;
    return {
      notices: shown.flatMap(({ event, readAt }) => noticeOf(event, readAt) ?? []),
      next: last === undefined ? null : `${last.at.getTime()}_${last.id}`,
      unread: await unreadOf(tx, actor),
      kinds: await kindsOf(tx, actor),
    };
  },
});

/** How many notices the caller has not read. */
export const countUnread = defineQuery({
  name: "countUnread",
  scope: "viewer",
  input: z.strictObject({}),
  run: ({ tx, actor }): Promise<number> => unreadOf(tx, actor),
});

/** Marks notices read or unread: these, or all of the inbox. Resolves to how many are unread now. */
export const markNotices = defineCommand({
  name: "markNotices",
  scope: "viewer",
  personal: true,
  input: z.strictObject({
    which: z.union([z.literal("all"), z.array(z.uuid()).min(1).max(200)]),
    read: z.boolean(),
  }),
  run: async ({ tx, actor, now }, { which, read }): Promise<{ readonly unread: number }> => {
    const { notices } = tables;
    const these = which === "all" ? undefined : inArray(notices.eventId, which);
    const changing = read ? isNull(notices.readAt) : isNotNull(notices.readAt);
    await tx
      .update(notices)
      .set({ readAt: read ? now : null })
      .where(and(inbox(actor), these, changing));
    return { unread: await unreadOf(tx, actor) };
  },
  entityId: () => "notices",
});

// Row-level security ends at the tenant; the inbox ends at the person.
function inbox({ tenantId, userId }: Actor): SQL | undefined {
  const { notices } = tables;
  return and(eq(notices.tenantId, tenantId), eq(notices.userId, userId), eq(notices.inApp, true));
}

function olderThan(cursor: string): SQL | undefined {
  const { notices } = tables;
  const [at = "0", id = ""] = cursor.split("_");
  const moment = new Date(Number(at)).toISOString();
  return sql`(${notices.at}, ${notices.eventId}) < (${moment}::timestamptz, ${id}::uuid)`;
}

async function unreadOf(tx: Tx, actor: Actor): Promise<number> {
  const { notices } = tables;
  const [row] = await tx
    .select({ count: count() })
    .from(notices)
    .where(and(inbox(actor), isNull(notices.readAt)));
  return row?.count ?? 0;
}

async function kindsOf(tx: Tx, actor: Actor): Promise<NoticePage["kinds"]> {
  const { notices } = tables;
  const rows = await tx
    .select({ kind: notices.kind, count: count() })
    .from(notices)
    .where(inbox(actor))
    .groupBy(notices.kind)
    .orderBy(desc(count()), notices.kind);
  return rows.flatMap(({ kind, count: many }) => {
    const known = storeEventKindSchema.safeParse(kind);
    return known.success ? [{ kind: known.data, count: many }] : [];
  });
}
