import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, eq, max } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Deps } from "../../deps.ts";
import { emitStoreEvent } from "../emit-store-event.ts";
import type { WebhookKey } from "./due-webhooks.ts";
import { retryDelay } from "./retry-delay.ts";

/** What a try came to. `gone`: the receiver said that it will never be there again (410). */
export type WebhookOutcome =
  | { readonly kind: "delivered" | "gone"; readonly status: number; readonly response: string }
  | {
      readonly kind: "failed";
      readonly status: number | null;
      /** Why there was no answer. */
      readonly failure: string | null;
      readonly response: string;
      readonly retryAfterMs: number | null;
    };

type Attempt = {
  readonly key: WebhookKey;
  readonly deliveryId: string;
  readonly outcome: WebhookOutcome;
  readonly startedAt: Date;
  readonly durationMs: number;
  readonly chance: number;
};

/** An endpoint at which nothing succeeded for that long is switched off. */
export const failingForMs = 3 * 86_400_000;

const keptOfResponse = 1_000;

/** Writes one try down, says when the next one is due, and switches off an endpoint that is gone or failed for days. */
export async function recordWebhookAttempt(deps: Deps, attempt: Attempt): Promise<void> {
  const now = deps.now();
  await withTenant(deps.db, attempt.key.tenantId, async (tx) => {
    await writeDown(tx, attempt);
    await settleDelivery(tx, attempt, now);
    await settleEndpoint(tx, attempt, now);
  });
}

async function writeDown(tx: Tx, { key, deliveryId, outcome, startedAt, durationMs }: Attempt): Promise<void> {
  const { webhookAttempts: attempts } = tables;
  const { tenantId } = key;
  const [before] = await tx
    .select({ number: max(attempts.number) })
    .from(attempts)
    .where(and(eq(attempts.tenantId, tenantId), eq(attempts.deliveryId, deliveryId)));
  await tx.insert(attempts).values({
    tenantId,
    deliveryId,
    number: (before?.number ?? 0) + 1,
    at: startedAt,
    responseStatus: outcome.status,
    failure: outcome.kind === "failed" ? outcome.failure : null,
    durationMs,
    response: storable(outcome.response),
  });
}

async function settleDelivery(tx: Tx, { key, deliveryId, outcome, chance }: Attempt, now: Date): Promise<void> {
  const { webhookDeliveries: deliveries } = tables;
  const mine = and(eq(deliveries.tenantId, key.tenantId), eq(deliveries.id, deliveryId));
  const [row] = await tx.select({ attempts: deliveries.attempts }).from(deliveries).where(mine).for("update");
  const attempts = (row?.attempts ?? 0) + 1;
  const delay = outcome.kind === "failed" ? retryDelay({ attempts, chance, retryAfterMs: outcome.retryAfterMs }) : null;
  const status = outcome.kind === "delivered" ? "delivered" : delay === null ? "failed" : "waiting";
  const nextAt = delay === null ? null : new Date(now.getTime() + delay);
  await tx
    .update(deliveries)
    .set({ attempts, status, nextAt, endedAt: delay === null ? now : null })
    .where(mine);
}

async function settleEndpoint(tx: Tx, { key, outcome }: Attempt, now: Date): Promise<void> {
  const { webhookEndpoints: endpoints } = tables;
  const mine = and(eq(endpoints.tenantId, key.tenantId), eq(endpoints.id, key.endpointId));
  const [row] = await tx.select().from(endpoints).where(mine).for("update");
  if (row === undefined || row.disabledAt !== null) return;
  if (outcome.kind === "delivered") {
    if (row.failingSince !== null) await tx.update(endpoints).set({ failingSince: null }).where(mine);
    return;
  }
  const failingSince = row.failingSince ?? now;
  const tooLong = now.getTime() - failingSince.getTime() >= failingForMs;
  if (outcome.kind !== "gone" && !tooLong) {
    await tx.update(endpoints).set({ failingSince }).where(mine);
    return;
  }
  await switchOff(tx, {
    mine,
    key,
    failingSince,
    because: outcome.kind === "gone" ? "gone" : "failing",
    url: row.url,
    now,
  });
}

type Off = {
  readonly mine: SQL | undefined;
  readonly key: WebhookKey;
  readonly failingSince: Date;
  readonly because: "gone" | "failing";
  readonly url: string;
  readonly now: Date;
};

async function switchOff(tx: Tx, { mine, key, failingSince, because, url, now }: Off): Promise<void> {
  const { webhookDeliveries: deliveries, webhookEndpoints: endpoints } = tables;
  await tx.update(endpoints).set({ failingSince, disabledAt: now, disabledBecause: because }).where(mine);
  const waiting = and(eq(deliveries.tenantId, key.tenantId), eq(deliveries.endpointId, key.endpointId));
  await tx
    .update(deliveries)
    .set({ status: "failed", nextAt: null, endedAt: now })
    .where(and(waiting, eq(deliveries.status, "waiting")));
  const why = because === "gone" ? "It answered that it is gone for good." : "Nothing reached it for three days.";
  // The host alone: what follows in an address is often a secret.
  const summary = `Nothing is sent to ${new URL(url).host} any more. ${why} Switch it on again when it is back.`;
  const event = { listingId: null, toTenantId: key.tenantId, ref: key.endpointId, summary, at: now };
  await emitStoreEvent(tx, { ...event, kind: "webhook-disabled" });
}

// A stranger's answer: PostgreSQL must be able to keep it.
function storable(response: string): string {
  return response
    .replaceAll(/(?![\n\t])\p{Cc}/gu, " ")
    .slice(0, keptOfResponse)
    .toWellFormed();
}
