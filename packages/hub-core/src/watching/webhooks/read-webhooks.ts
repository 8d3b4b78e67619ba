import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { z } from "zod";
import { notFound } from "../../hub-error.ts";
import type { TenantId } from "../../ids.ts";
import { defineQuery } from "../../use-case/define.ts";
import { kindOf } from "../event-kinds.ts";
import { testKind, webhookIdSchema } from "./webhook.ts";
import type { WebhookAttemptView, WebhookDeliveryView, WebhookView } from "./webhook.ts";

export type EndpointRow = typeof tables.webhookEndpoints.$inferSelect;

export function webhookViewOf(row: EndpointRow): WebhookView {
  const { id, url, kinds, secretHint, previousUntil, createdAt, failingSince, disabledAt, disabledBecause } = row;
  return {
    endpointId: id,
    url,
    kinds: kinds.flatMap((kind) => kindOf(kind) ?? []),
    secretHint,
    previousUntil: previousUntil?.getTime() ?? null,
    createdAt: createdAt.getTime(),
    failingSince: failingSince?.getTime() ?? null,
    disabled:
      disabledAt === null || disabledBecause === null ? null : { at: disabledAt.getTime(), because: disabledBecause },
  };
}

/** An endpoint of the tenant that was not removed, locked until commit. */
export async function lockEndpoint(tx: Tx, tenantId: TenantId, endpointId: string): Promise<EndpointRow> {
  const { webhookEndpoints: endpoints } = tables;
  const [row] = await tx
    .select()
    .from(endpoints)
    .where(and(eq(endpoints.tenantId, tenantId), eq(endpoints.id, endpointId), isNull(endpoints.removedAt)))
    .for("update");
  if (row === undefined) throw notFound("endpoint");
  return row;
}

/** Where the tenant has its notices sent. */
export const listWebhooks = defineQuery({
  name: "listWebhooks",
  scope: "admin",
  input: z.strictObject({}),
  run: async ({ tx, actor }): Promise<readonly WebhookView[]> => {
    const { webhookEndpoints: endpoints } = tables;
    const rows = await tx
      .select()
      .from(endpoints)
      .where(and(eq(endpoints.tenantId, actor.tenantId), isNull(endpoints.removedAt)))
      .orderBy(asc(endpoints.createdAt), asc(endpoints.id));
    return rows.map(webhookViewOf);
  },
});

/** What was sent to an endpoint and what it answered, the newest first. */
export const listWebhookDeliveries = defineQuery({
  name: "listWebhookDeliveries",
  scope: "admin",
  input: z.strictObject({ endpointId: webhookIdSchema, limit: z.int().min(1).max(100).default(20) }),
  run: async ({ tx, actor }, { endpointId, limit }): Promise<readonly WebhookDeliveryView[]> => {
    const { storeEvents, webhookDeliveries: deliveries } = tables;
    const rows = await tx
      .select({ delivery: deliveries, summary: storeEvents.summary })
      .from(deliveries)
      .leftJoin(storeEvents, eq(storeEvents.id, deliveries.eventId))
      .where(and(eq(deliveries.tenantId, actor.tenantId), eq(deliveries.endpointId, endpointId)))
      .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
      .limit(limit);
    const attempts = await readAttempts(
      tx,
      rows.map(({ delivery }) => delivery.id),
    );
    return rows.map(({ delivery, summary }) => ({
      deliveryId: delivery.id,
      kind: kindOf(delivery.kind) ?? testKind,
      summary: summary ?? "",
      status: delivery.status,
      createdAt: delivery.createdAt.getTime(),
      nextAt: delivery.nextAt?.getTime() ?? null,
      attempts: attempts.get(delivery.id) ?? [],
    }));
  },
});

async function readAttempts(
  tx: Tx,
  deliveryIds: readonly string[],
): Promise<ReadonlyMap<string, readonly WebhookAttemptView[]>> {
  if (deliveryIds.length === 0) return new Map();
  const { webhookAttempts: attempts } = tables;
  const rows = await tx
    .select()
    .from(attempts)
    .where(inArray(attempts.deliveryId, [...deliveryIds]))
    .orderBy(desc(attempts.number));
  const byDelivery = Map.groupBy(rows, ({ deliveryId }) => deliveryId);
  return new Map(
    [...byDelivery].map(([id, mine]) => [
      id,
      mine.map(({ at, responseStatus: status, failure, durationMs, response }) => ({
        at: at.getTime(),
        status,
        failure,
        durationMs,
        response,
      })),
    ]),
  );
}
