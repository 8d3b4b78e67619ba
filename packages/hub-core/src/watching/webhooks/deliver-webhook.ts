import { tables, withTenant } from "@fleet-persona/db";
import type { Tx } from "@fleet-persona/db";
import { OutboundError } from "@fleet-persona/outbound";
import { and, eq, isNull } from "drizzle-orm";
import type { Deps } from "../../deps.ts";
import { noticeOf } from "../notice.ts";
import { requireWatching } from "../watching-deps.ts";
import type { WebhookKey } from "./due-webhooks.ts";
import { recordWebhookAttempt } from "./record-attempt.ts";
import type { WebhookOutcome } from "./record-attempt.ts";
import { webhookHeaders } from "./sign-webhook.ts";
import { webhookBody } from "./webhook-message.ts";

/** What one try came to; null: there was nothing to send any more. */
export type Delivered = WebhookOutcome["kind"] | null;

/** Tries one delivery once, outside any transaction, and writes down what came of it. */
export async function deliverWebhook(deps: Deps, key: WebhookKey, deliveryId: string): Promise<Delivered> {
  const message = await withTenant(deps.db, key.tenantId, (tx) => readMessage(deps, tx, { key, deliveryId }));
  if (message === null) return null;
  const startedAt = deps.now();
  const outcome = await send(deps, message);
  const durationMs = Math.max(0, deps.now().getTime() - startedAt.getTime());
  const chance = (deps.randomBytes(1)[0] ?? 0) / 256;
  await recordWebhookAttempt(deps, { key, deliveryId, outcome, startedAt, durationMs, chance });
  return outcome.kind;
}

type Message = {
  readonly id: string;
  readonly url: string;
  readonly body: string;
  readonly secrets: readonly Uint8Array[];
};

async function readMessage(
  deps: Deps,
  tx: Tx,
  { key, deliveryId }: { readonly key: WebhookKey; readonly deliveryId: string },
): Promise<Message | null> {
  const { storeEvents, webhookDeliveries: deliveries, webhookEndpoints: endpoints } = tables;
  const [row] = await tx
    .select({ delivery: deliveries, endpoint: endpoints, event: storeEvents })
    .from(deliveries)
    .innerJoin(endpoints, and(eq(endpoints.tenantId, deliveries.tenantId), eq(endpoints.id, deliveries.endpointId)))
    .leftJoin(storeEvents, eq(storeEvents.id, deliveries.eventId))
    .where(
      and(
        eq(deliveries.tenantId, key.tenantId),
        eq(deliveries.id, deliveryId),
        eq(deliveries.status, "waiting"),
        isNull(endpoints.removedAt),
        isNull(endpoints.disabledAt),
      ),
    );
  if (row === undefined) return null;
  const { delivery, endpoint, event } = row;
  const { hubUrl, secrets } = requireWatching(deps);
  const notice = event === null ? null : noticeOf(event, null);
  const overlapping = endpoint.previousUntil !== null && endpoint.previousUntil > deps.now();
  const sealed =
    overlapping && endpoint.previousSecret ? [endpoint.secret, endpoint.previousSecret] : [endpoint.secret];
  return {
    id: delivery.id,
    url: endpoint.url,
    body: webhookBody(hubUrl, delivery, notice),
    secrets: sealed.flatMap((bytes) => secrets.open(bytes, endpoint.id) ?? []),
  };
}

async function send(deps: Deps, { id, url, body, secrets }: Message): Promise<WebhookOutcome> {
  // The hub's own secret was changed: what it sealed before cannot be read, and unsigned is not sent.
  if (secrets.length === 0)
    return { kind: "failed", status: null, failure: "secret-unreadable", response: "", retryAfterMs: null };
  const seconds = Math.floor(deps.now().getTime() / 1_000);
  const headers = webhookHeaders({ id, seconds, body }, secrets);
  try {
    const answer = await requireWatching(deps).outbound.send({ url, method: "POST", headers, body });
    const { status, body: response, retryAfterMs } = answer;
    if (status >= 200 && status < 300) return { kind: "delivered", status, response };
    if (status === 410) return { kind: "gone", status, response };
    return { kind: "failed", status, failure: null, response, retryAfterMs };
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { kind: "failed", status: null, failure: error.code, response: "", retryAfterMs: null };
  }
}
