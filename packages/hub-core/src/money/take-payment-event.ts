import { insertPaymentEvent, tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { PaymentHint, PaymentSubject } from "@fleet-persona/payments";
import type { Deps } from "../deps.ts";

/** Keeps what the processor sent, once however often it comes; a worker reads what it is about. Its row is its place in the queue. */
export async function takePaymentEvent(deps: Deps, hint: PaymentHint): Promise<void> {
  await insertPaymentEvent(deps.db, rowOf(hint, deps.now()));
}

/** Has a worker look at something again, as an event would, in the caller's transaction. The same `reason` counts once. */
export async function lookAgain(tx: Tx, subject: PaymentSubject, reason: string, now: Date): Promise<void> {
  const eventId = `own:${subject.id}:${reason}`;
  const row = rowOf({ eventId, type: "look-again", createdAt: now.getTime(), subject }, now);
  await tx.insert(tables.paymentEvents).values(row).onConflictDoNothing();
}

type Row = Parameters<typeof insertPaymentEvent>[1];

function rowOf({ eventId, type, createdAt, subject }: PaymentHint, now: Date): Row {
  return {
    eventId,
    type,
    subjectKind: subject?.kind ?? null,
    subjectId: subject?.id ?? null,
    createdAt: new Date(createdAt),
    receivedAt: now,
    dueAt: now,
    // What nothing here depends on is kept and done.
    handledAt: subject === null ? now : null,
  };
}
