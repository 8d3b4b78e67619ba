import { tables, withoutTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import type { PaymentHint, PaymentSubject } from "@fleet-persona/payments";
import type { Deps } from "../deps.ts";

/** Keeps what the processor sent, once however often it comes; a worker reads what it is about. Its row is its place in the queue. */
export async function takePaymentEvent(deps: Deps, hint: PaymentHint): Promise<void> {
  await withoutTenant(deps.db, (tx) => addPaymentEvent(tx, hint, deps.now()));
}

/** Has a worker look at something again, as an event would, in the caller's transaction. The same `reason` counts once. */
export async function lookAgain(tx: Tx, subject: PaymentSubject, reason: string, now: Date): Promise<void> {
  const eventId = `own:${subject.id}:${reason}`;
  await addPaymentEvent(tx, { eventId, type: "look-again", createdAt: now.getTime(), subject }, now);
}

async function addPaymentEvent(tx: Tx, { eventId, type, createdAt, subject }: PaymentHint, now: Date): Promise<void> {
  await tx
    .insert(tables.paymentEvents)
    .values({
      eventId,
      type,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      createdAt: new Date(createdAt),
      receivedAt: now,
      dueAt: now,
      // What nothing here depends on is kept and done.
      handledAt: subject === null ? now : null,
    })
    .onConflictDoNothing();
}
