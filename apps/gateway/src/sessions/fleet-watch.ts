import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.ts";
import type { Connection } from "./connection.ts";
import type { Registry } from "./registry.ts";

/** Sends the new state to a fleet's sessions when the hub says it changed. Starts listening as soon as the database is there. */
export function watchFleets(deps: Deps, registry: Registry): AsyncDisposable {
  const stopping = new AbortController();
  const push = (connections: readonly Connection[]): void => {
    for (const connection of connections) void connection.pushState();
  };
  const listen = async (): Promise<AsyncDisposable | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await deps.hub.listenFleetChanged({
          onFleet: (fleetId) => push(registry.ofFleet(fleetId)),
          onListening: () => push(registry.all()),
        });
      } catch (error) {
        deps.log.warn({ err: error }, "not listening for fleet changes yet");
        await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return null;
  };
  const listening = listen();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      const subscription = await Promise.race([listening, sleep(1000, null, { ref: false })]);
      // Without the database there is nothing left to stop listening to.
      if (subscription !== null) await Promise.allSettled([subscription[Symbol.asyncDispose]()]);
    },
  };
}
