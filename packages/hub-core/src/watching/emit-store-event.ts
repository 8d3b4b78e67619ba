import { randomUUID } from "node:crypto";
import { enqueueJobs, storeEventQueue } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { sql } from "drizzle-orm";
import { eventKinds } from "./event-kinds.ts";
import type { StoreEventKind } from "./event-kinds.ts";

/** What happened. Without `toTenantId` everybody who follows the listing or its publisher hears of it, and only its seller may say so. */
export type StoreEvent = {
  readonly kind: StoreEventKind;
  /** Null only for what concerns a tenant and no listing. */
  readonly listingId: string | null;
  readonly versionId?: string;
  /** The tenant it is addressed to: its owners and admins, or the one member `toUserId`. */
  readonly toTenantId?: string;
  readonly toUserId?: string;
  /** Id of what it is about beside the listing: an advisory, a review. */
  readonly ref: string | null;
  /** One line of plain text; what is beyond 500 characters is cut. */
  readonly summary: string;
  readonly at: Date;
};

/**
 * Writes down what happened and has a worker tell whom it concerns, in the caller's transaction: with it, or not at all. The
 * transaction must be bound to a tenant, or to a person where the event is addressed. That a version was published is said once;
 * resolves to false when it had been said before.
 */
export async function emitStoreEvent(tx: Tx, event: StoreEvent): Promise<boolean> {
  const { owed, urgent } = eventKinds[event.kind];
  // Cut between characters: half of one cannot be stored.
  const summary = event.summary.slice(0, 500).toWellFormed();
  const [row] = await tx.execute<{ id: string | null }>(sql`
    select emit_store_event(${event.kind}, ${event.listingId}::uuid, ${event.versionId ?? null}::uuid,
      ${event.toTenantId ?? null}::uuid, ${event.toUserId ?? null}::uuid, ${event.ref}, ${summary},
      ${owed}, ${urgent}, ${event.at.toISOString()}::timestamptz) as id`);
  const eventId = row?.id;
  if (typeof eventId !== "string") return false;
  const job = { id: randomUUID(), data: { eventId }, priority: urgent ? 1 : 0 };
  await enqueueJobs(tx, storeEventQueue.name, [job]);
  return true;
}
