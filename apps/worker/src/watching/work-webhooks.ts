import { setTimeout as sleep } from "node:timers/promises";
import { claimWebhooks, deliverWebhook, releaseWebhook, webhooksDue } from "@fleet-persona/hub-core";
import type { WebhookKey } from "@fleet-persona/hub-core";
import type { WorkerDeps } from "../deps.ts";

/** Endpoints that are served at a time; 0: this worker sends none. */
export type WebhookSettings = { readonly concurrency: number };

const roundMs = 1_000;
// For each endpoint: so many at a time, begun no closer to each other, and no more in one turn than its claim lasts.
const lanes = 2;
const spacingMs = 100;
const turn = 10;

/**
 * Sends to endpoints of tenants, each served by one worker at a time. A slow one holds up nobody but itself. What a dead worker left is
 * sent by another when its claim is over. Disposing waits for the requests at hand.
 */
export function workWebhooks({ hub, log, webhooks }: WorkerDeps): AsyncDisposable {
  const stopping = new AbortController();
  const rest = (ms: number): Promise<unknown> => sleep(ms, undefined, { signal: stopping.signal }).catch(() => {});
  const sends = webhooks.concurrency > 0 && hub.watching !== undefined;
  const work = sends ? Promise.all(Array.from({ length: webhooks.concurrency }, rounds)) : Promise.resolve();

  // One lane of the worker: it takes an endpoint, serves it, and takes the next.
  async function rounds(): Promise<void> {
    while (!stopping.signal.aborted) {
      const [key] = await claimWebhooks(hub, 1).catch((error: unknown) => {
        log.warn({ err: error }, "webhooks could not be looked for now");
        return [];
      });
      if (key === undefined) await rest(roundMs);
      else await serve(key);
    }
  }

  async function serve(key: WebhookKey): Promise<void> {
    try {
      const queue = [...(await webhooksDue(hub, key, turn))];
      const lane = async (): Promise<void> => {
        for (let id = queue.shift(); id !== undefined && !stopping.signal.aborted; id = queue.shift()) {
          await deliverWebhook(hub, key, id);
          await rest(spacingMs * lanes);
        }
      };
      await Promise.all(Array.from({ length: lanes }, lane));
    } catch (error) {
      log.warn({ err: error, endpoint: key.endpointId }, "an endpoint could not be served; its turn comes again");
      // One that fails every time must not be tried at full speed.
      await rest(roundMs);
    } finally {
      await releaseWebhook(hub, key).catch(() => {});
    }
  }

  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await work;
    },
  };
}
