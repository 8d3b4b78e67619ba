import { poolOf } from "../connection/connect.ts";
import type { Database } from "../connection/connect.ts";
import type { tables } from "../schema/tables.ts";

type PaymentEventRow = Pick<
  typeof tables.paymentEvents.$inferSelect,
  "eventId" | "type" | "subjectKind" | "subjectId" | "createdAt" | "receivedAt" | "dueAt" | "handledAt"
>;

/** Commits one event of the payment processor; one that is there already changes nothing. A statement of its own: who sent it waits for it. */
export async function insertPaymentEvent(db: Database, row: PaymentEventRow): Promise<void> {
  const { eventId, type, subjectKind, subjectId, createdAt, receivedAt, dueAt, handledAt } = row;
  await poolOf(db).sql`
    insert into payment_events (event_id, type, subject_kind, subject_id, created_at, received_at, due_at, handled_at)
    values (${eventId}, ${type}, ${subjectKind}, ${subjectId}, ${createdAt.toISOString()}::timestamptz,
      ${receivedAt.toISOString()}::timestamptz, ${dueAt.toISOString()}::timestamptz, ${handledAt?.toISOString() ?? null}::timestamptz)
    on conflict do nothing`;
}
