import { randomUUID } from "node:crypto";
import { tables } from "@fleet-persona/db";
import { and, eq } from "drizzle-orm";
import { z } from "zod";
import { HubError, notFound } from "../../hub-error.ts";
import { takeRateToken } from "../../rate-limit.ts";
import { defineCommand } from "../../use-case/define.ts";
import { lockEndpoint } from "./read-webhooks.ts";
import type { EndpointRow } from "./read-webhooks.ts";
import { testKind, webhookIdSchema } from "./webhook.ts";

export type QueuedDelivery = { readonly deliveryId: string };

// By hand, an endpoint is asked no more often than that.
const byHand = { limit: 10, windowSeconds: 60 };

/** Sends a message that is only a test to an endpoint, as soon as a worker is there. */
export const sendTestWebhook = defineCommand({
  name: "sendTestWebhook",
  scope: "admin",
  input: z.strictObject({ endpointId: webhookIdSchema }),
  run: async ({ deps, tx, actor, now }, { endpointId }): Promise<QueuedDelivery> => {
    const { tenantId } = actor;
    requireEnabled(await lockEndpoint(tx, tenantId, endpointId));
    await takeRateToken(deps, { ...byHand, key: `webhook-by-hand:${endpointId}` });
    const id = randomUUID();
    const row = { id, tenantId, endpointId, kind: testKind, createdAt: now, nextAt: now };
    await tx.insert(tables.webhookDeliveries).values(row);
    return { deliveryId: id };
  },
  entityId: ({ deliveryId }) => deliveryId,
});

/** Sends a message again that was sent before, delivered or not. The receiver sees the same `webhook-id`. */
export const resendWebhook = defineCommand({
  name: "resendWebhook",
  scope: "admin",
  input: z.strictObject({ deliveryId: z.uuid() }),
  run: async ({ deps, tx, actor, now }, { deliveryId }): Promise<QueuedDelivery> => {
    const { webhookDeliveries: deliveries } = tables;
    const mine = and(eq(deliveries.tenantId, actor.tenantId), eq(deliveries.id, deliveryId));
    const [row] = await tx.select({ endpointId: deliveries.endpointId }).from(deliveries).where(mine);
    if (row === undefined) throw notFound("delivery");
    requireEnabled(await lockEndpoint(tx, actor.tenantId, row.endpointId));
    await takeRateToken(deps, { ...byHand, key: `webhook-by-hand:${row.endpointId}` });
    await tx.update(deliveries).set({ status: "waiting", attempts: 0, nextAt: now, endedAt: null }).where(mine);
    return { deliveryId };
  },
  entityId: ({ deliveryId }) => deliveryId,
});

function requireEnabled({ disabledAt }: EndpointRow): void {
  if (disabledAt !== null)
    throw new HubError("refused", "This endpoint is switched off; switch it on first.", "webhook-disabled");
}
