import { setTimeout as sleep } from "node:timers/promises";
import type { Deps } from "../deps.ts";
import type { ChangeListener } from "../hub-port.ts";
import type { Connection } from "./connection.ts";
import type { Registry } from "./registry.ts";

/** Sends the new state to a fleet's sessions when the hub says it changed. */
export function watchFleets(deps: Deps, registry: Registry): AsyncDisposable {
  const push = (connections: readonly Connection[]): void => {
    for (const connection of connections) void connection.pushState();
  };
  return keepListening(deps, {
    listen: (listener) => deps.hub.listenFleetChanged(listener),
    onFleet: (fleetId) => push(registry.ofFleet(fleetId)),
    onListening: () => push(registry.all()),
  });
}

type Watch = ChangeListener & { readonly listen: (listener: ChangeListener) => Promise<AsyncDisposable> };

/** Starts listening as soon as the database is there, and until disposed. */
export function keepListening(deps: Deps, { listen, onFleet, onListening }: Watch): AsyncDisposable {
  const stopping = new AbortController();
  const start = async (): Promise<AsyncDisposable | null> => {
    while (!stopping.signal.aborted) {
      try {
        return await listen({ onFleet, onListening });
      } catch (error) {
        deps.log.warn({ err: error }, "not listening for changes yet");
        await sleep(1000, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
    return null;
  };
  const listening = start();
  return {
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      const subscription = await Promise.race([listening, sleep(1000, null, { ref: false })]);
      // Without the database there is nothing left to stop listening to.
      if (subscription !== null) await Promise.allSettled([subscription[Symbol.asyncDispose]()]);
    },
  };
}
