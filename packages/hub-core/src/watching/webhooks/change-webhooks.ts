import { randomUUID } from "node:crypto";
import { tables } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { OutboundError } from "@fleet-persona/outbound";
import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { HubError } from "../../hub-error.ts";
import { defineCommand } from "../../use-case/define.ts";
import { requireWatching } from "../watching-deps.ts";
import { lockEndpoint, webhookViewOf } from "./read-webhooks.ts";
import type { EndpointRow } from "./read-webhooks.ts";
import { webhookSecretText } from "./sign-webhook.ts";
import { webhookIdSchema, webhookKindsSchema } from "./webhook.ts";
import type { WebhookView, WebhookWithSecret } from "./webhook.ts";

const mostEndpoints = 10;
const overlapMs = 24 * 3_600_000;
const urlSchema = z.string().trim().min(1).max(2_048);

/** Has the tenant's notices sent to an address. One that requests may not go to is `refused` with the code of why. */
export const addWebhook = defineCommand({
  name: "addWebhook",
  scope: "admin",
  input: z.strictObject({ url: urlSchema, kinds: webhookKindsSchema }),
  run: async ({ deps, tx, actor, now }, { url, kinds }): Promise<WebhookWithSecret> => {
    requireUrl(deps, url);
    const { webhookEndpoints: endpoints } = tables;
    const { tenantId, userId } = actor;
    const standing = await tx
      .select({ url: endpoints.url })
      .from(endpoints)
      .where(and(eq(endpoints.tenantId, tenantId), isNull(endpoints.removedAt)));
    if (standing.length >= mostEndpoints)
      throw new HubError("conflict", `A tenant has at most ${mostEndpoints} endpoints; remove one first.`);
    const id = randomUUID();
    const { shown, kept } = makeSecret(deps, id);
    const row = { ...kept, id, tenantId, url, kinds, createdBy: userId, createdAt: now };
    await tx.insert(endpoints).values(row);
    return { ...webhookViewOf(await lockEndpoint(tx, tenantId, id)), secret: shown };
  },
  entityId: ({ endpointId }) => endpointId,
  // What is behind the host in an address is often a secret.
  details: ({ url, kinds }) => ({ origin: new URL(url).origin, kinds }),
});

/** Changes what is sent, or switches an endpoint off and on again. */
export const changeWebhook = defineCommand({
  name: "changeWebhook",
  scope: "admin",
  input: z.strictObject({
    endpointId: webhookIdSchema,
    kinds: webhookKindsSchema.optional(),
    enabled: z.boolean().optional(),
  }),
  run: async ({ tx, actor, now }, { endpointId, kinds, enabled }): Promise<WebhookView> => {
    const row = await lockEndpoint(tx, actor.tenantId, endpointId);
    const off = { disabledAt: row.disabledAt ?? now, disabledBecause: row.disabledBecause ?? "by-hand" } as const;
    const on = { disabledAt: null, disabledBecause: null, failingSince: null } as const;
    const state = enabled === undefined ? {} : enabled ? on : off;
    return change(tx, row, { ...state, ...(kinds === undefined ? {} : { kinds }) });
  },
  entityId: ({ endpointId }) => endpointId,
});

/** Gives an endpoint a new secret, shown this once. The old one signs as well for a day, so that nothing is lost meanwhile. */
export const rotateWebhookSecret = defineCommand({
  name: "rotateWebhookSecret",
  scope: "admin",
  input: z.strictObject({ endpointId: webhookIdSchema }),
  run: async ({ deps, tx, actor, now }, { endpointId }): Promise<WebhookWithSecret> => {
    const row = await lockEndpoint(tx, actor.tenantId, endpointId);
    const { shown, kept } = makeSecret(deps, endpointId);
    const previousUntil = new Date(now.getTime() + overlapMs);
    const view = await change(tx, row, { ...kept, previousSecret: row.secret, previousUntil });
    return { ...view, secret: shown };
  },
  entityId: ({ endpointId }) => endpointId,
  details: ({ endpointId }) => ({ endpointId }),
});

/** Removes an endpoint; its log can be read until its time is over, its secrets are gone at once. */
export const removeWebhook = defineCommand({
  name: "removeWebhook",
  scope: "admin",
  input: z.strictObject({ endpointId: webhookIdSchema }),
  run: async ({ tx, actor, now }, { endpointId }): Promise<{ readonly endpointId: string }> => {
    const row = await lockEndpoint(tx, actor.tenantId, endpointId);
    const gone = { secret: new Uint8Array(), previousSecret: null, previousUntil: null };
    await change(tx, row, { ...gone, removedAt: now });
    const { webhookDeliveries: deliveries } = tables;
    const waiting = and(eq(deliveries.tenantId, actor.tenantId), eq(deliveries.endpointId, endpointId));
    await tx
      .update(deliveries)
      .set({ status: "failed", nextAt: null, endedAt: now })
      .where(and(waiting, eq(deliveries.status, "waiting")));
    return { endpointId };
  },
  entityId: ({ endpointId }) => endpointId,
});

async function change(tx: Tx, row: EndpointRow, set: Partial<EndpointRow>): Promise<WebhookView> {
  if (Object.keys(set).length === 0) return webhookViewOf(row);
  const { webhookEndpoints: endpoints } = tables;
  await tx
    .update(endpoints)
    .set(set)
    .where(and(eq(endpoints.tenantId, row.tenantId), eq(endpoints.id, row.id)));
  return webhookViewOf({ ...row, ...set });
}

type NewSecret = {
  /** As its owner keeps it: told once, and never again. */
  readonly shown: string;
  readonly kept: { readonly secret: Uint8Array; readonly secretHint: string };
};

function makeSecret(deps: Deps, endpointId: string): NewSecret {
  const secret = deps.randomBytes(32);
  const shown = webhookSecretText(secret);
  const sealed = requireWatching(deps).secrets.seal(secret, endpointId, deps.randomBytes);
  return { shown, kept: { secret: sealed, secretHint: shown.replace(/=+$/, "").slice(-4) } };
}

function requireUrl(deps: Deps, url: string): void {
  try {
    requireWatching(deps).outbound.check(url);
  } catch (error) {
    if (error instanceof OutboundError) throw new HubError("refused", error.message, error.code);
    throw error;
  }
}
