import { tables, withTenant, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { Mail } from "@fleet-persona/mail";
import { and, asc, eq, inArray, isNull, lte, or, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Deps } from "../../deps.ts";
import { tenantIdSchema, userIdSchema } from "../../ids.ts";
import { noticeOf } from "../notice.ts";
import type { NoticeView } from "../notice.ts";
import type { Person } from "../notice-choices.ts";
import { requireWatching } from "../watching-deps.ts";
import { composeNoticeMail } from "./compose-notice-mail.ts";

/** `urgent`: what does not wait; `digest`: everything else, put together. */
export type MailTurn = "urgent" | "digest";

/** A mail to send, and the notices that it tells of. */
export type NoticeMail = { readonly mail: Mail; readonly person: Person; readonly eventIds: readonly string[] };

/** What became of a mail: `later` is tried again, `never` is not. */
export type MailOutcome = "sent" | "later" | "never";

const claimMs = 10 * 60_000;
const mostInMail = 50;
const mostAttempts = 8;
const restMs = 60_000;

/** People whom mail waits for, the longest waiting first. */
export async function noticeMailDue(deps: Deps, turn: MailTurn, most: number): Promise<readonly Person[]> {
  const now = deps.now().toISOString();
  const rows = await withoutTenant(deps.db, (tx) =>
    tx.execute<{ tenant_id: string; user_id: string }>(
      sql`select * from notice_mail_due(${turn === "urgent"}, ${now}::timestamptz, ${most})`,
    ),
  );
  return rows.map((row) => ({
    tenantId: tenantIdSchema.parse(row.tenant_id),
    userId: userIdSchema.parse(row.user_id),
  }));
}

/**
 * Takes what waits for one person as mails: urgent notices one by one, the others as one. They are the caller's for ten minutes;
 * a caller that dies gives them back, so that each is sent at least once.
 */
export async function claimNoticeMail(deps: Deps, person: Person, turn: MailTurn): Promise<readonly NoticeMail[]> {
  const watching = requireWatching(deps);
  const now = deps.now();
  return withTenant(deps.db, person.tenantId, async (tx) => {
    const notices = await claim(tx, { person, turn, now });
    if (notices.length === 0) return [];
    const member = await readMember(tx, person);
    if (member === null) {
      await tx.update(tables.notices).set({ mail: "none" }).where(theirs(person, notices));
      return [];
    }
    const batches = turn === "urgent" ? notices.map((notice) => [notice]) : [notices];
    return batches.map((batch) => ({
      mail: composeNoticeMail(watching, { ...member, person, notices: batch }),
      person,
      eventIds: batch.map(({ eventId }) => eventId),
    }));
  });
}

type Claim = { readonly person: Person; readonly turn: MailTurn; readonly now: Date };

async function claim(tx: Tx, { person, turn, now }: Claim): Promise<readonly NoticeView[]> {
  const { notices, storeEvents } = tables;
  const free = or(isNull(notices.mailClaimedUntil), lte(notices.mailClaimedUntil, now));
  const rows = await tx
    .select({ event: storeEvents, readAt: notices.readAt })
    .from(notices)
    .innerJoin(storeEvents, eq(storeEvents.id, notices.eventId))
    .where(and(of(person), eq(notices.mail, turn === "urgent" ? "now" : "digest"), free))
    .orderBy(asc(notices.at))
    .limit(mostInMail)
    .for("update", { of: notices, skipLocked: true });
  const known = rows.flatMap(({ event, readAt }) => noticeOf(event, readAt) ?? []);
  if (known.length === 0) return [];
  const mailClaimedUntil = new Date(now.getTime() + claimMs);
  await tx.update(notices).set({ mailClaimedUntil }).where(theirs(person, known));
  return known;
}

async function readMember(tx: Tx, { tenantId, userId }: Person): Promise<{ to: string; tenantName: string } | null> {
  const { memberships, tenants, users } = tables;
  const [row] = await tx
    .select({ to: users.email, tenantName: tenants.name })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .innerJoin(tenants, eq(tenants.id, memberships.tenantId))
    .where(and(eq(memberships.tenantId, tenantId), eq(memberships.userId, userId)));
  return row ?? null;
}

/** Writes down what became of a mail. */
export async function settleNoticeMail(
  deps: Deps,
  { person, eventIds }: NoticeMail,
  outcome: MailOutcome,
): Promise<void> {
  const { notices } = tables;
  const these = and(of(person), inArray(notices.eventId, [...eventIds]));
  const later = new Date(deps.now().getTime() + restMs).toISOString();
  await withTenant(deps.db, person.tenantId, async (tx) => {
    if (outcome !== "later") {
      const mail = outcome === "sent" ? "sent" : "given-up";
      await tx.update(notices).set({ mail, mailClaimedUntil: null }).where(these);
      return;
    }
    // Twice as long after each try.
    await tx
      .update(notices)
      .set({
        mailAttempts: sql`${notices.mailAttempts} + 1`,
        mail: sql`case when ${notices.mailAttempts} + 1 >= ${mostAttempts} then 'given-up' else ${notices.mail} end`,
        mailClaimedUntil: sql`${later}::timestamptz + (power(2, ${notices.mailAttempts}) - 1) * interval '1 minute'`,
      })
      .where(these);
  });
}

function of({ tenantId, userId }: Person): SQL | undefined {
  return and(eq(tables.notices.tenantId, tenantId), eq(tables.notices.userId, userId));
}

function theirs(person: Person, notices: readonly NoticeView[]): SQL | undefined {
  const ids = notices.map(({ eventId }) => eventId);
  return and(of(person), inArray(tables.notices.eventId, ids));
}
