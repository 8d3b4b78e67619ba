import { tables, withoutTenant } from "@fleet-persona/db";
import { desc, eq } from "drizzle-orm";
import type { Deps } from "../deps.ts";
import { normalEmail } from "./auth-user.ts";

/** A message that local mode shows on its outbox page instead of sending it. */
export type OutboxMessage = {
  readonly messageId: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly url: string | null;
  readonly at: number;
};

/** Puts a message into the outbox. Local mode only: the caller decides. */
export async function putOutboxMessage(
  deps: Deps,
  message: { to: string; subject: string; text: string; url: string | null },
): Promise<void> {
  const { to, subject, text, url } = message;
  const values = { recipient: normalEmail(to), subject, body: text, url, createdAt: deps.now() };
  await withoutTenant(deps.db, (tx) => tx.insert(tables.outboxMessages).values(values));
}

/** The newest messages, newest first; of one address when `to` is given. */
export async function listOutboxMessages(
  deps: Deps,
  { to, limit = 50 }: { to?: string; limit?: number },
): Promise<readonly OutboxMessage[]> {
  const { outboxMessages } = tables;
  const rows = await withoutTenant(deps.db, (tx) =>
    tx
      .select()
      .from(outboxMessages)
      .where(to === undefined ? undefined : eq(outboxMessages.recipient, normalEmail(to)))
      .orderBy(desc(outboxMessages.createdAt))
      .limit(limit),
  );
  return rows.map((row) => ({
    messageId: row.id,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    url: row.url,
    at: row.createdAt.getTime(),
  }));
}
