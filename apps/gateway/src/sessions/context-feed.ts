import type { Context } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import type { Connection } from "./connection.ts";
import { keepListening } from "./fleet-watch.ts";
import type { Registry } from "./registry.ts";

/** Tells sessions what their fleet lives through. */
export type ContextFeed = AsyncDisposable & {
  /** Tells one session now, as after its first state. */
  welcome(connection: Connection): Promise<void>;
};

/** How often what a fleet lives through is repeated, and how long after a notice it is read once more, ms. */
export type ContextPace = { readonly repeatMs: number; readonly settleMs: number };

/** Agents hear at least every 15 s while there are values; sources are passed on in steps of a second. */
export const DEFAULT_CONTEXT_PACE: ContextPace = { repeatMs: 15_000, settleMs: 1_500 };

/**
 * Sends context on admission, on change and at every beat while there is any. A fleet is read once, however many of its hosts are
 * here. A fleet that has none any more is told so once.
 */
export function feedContext(deps: Deps, registry: Registry, pace: ContextPace = DEFAULT_CONTEXT_PACE): ContextFeed {
  const empty = new Set<string>();
  const settling = new Map<string, NodeJS.Timeout>();
  const tell = (fleetId: string, repeated: boolean): Promise<void> =>
    tellFleet(deps, { empty, fleetId, repeated, sessions: registry.ofFleet(fleetId) });
  const tellAll = (repeated: boolean): void => {
    const fleets = new Set<string>(
      registry.all().flatMap(({ admitted }) => (admitted === null ? [] : [admitted.fleetId])),
    );
    for (const fleetId of empty) if (!fleets.has(fleetId)) empty.delete(fleetId);
    for (const fleetId of fleets) void tell(fleetId, repeated);
  };
  const changed = (fleetId: string): void => {
    if (registry.ofFleet(fleetId).length === 0) return;
    void tell(fleetId, false);
    // Values that came within the step of a busy source are not announced: look once more when it is over.
    if (settling.has(fleetId)) return;
    const again = setTimeout(() => {
      settling.delete(fleetId);
      void tell(fleetId, true);
    }, pace.settleMs);
    settling.set(fleetId, again);
  };
  const listening = keepListening(deps, {
    listen: (listener) => deps.hub.listenContextChanged(listener),
    onFleet: changed,
    onListening: () => tellAll(false),
  });
  const beat = setInterval(() => tellAll(true), pace.repeatMs);
  return {
    welcome: async (connection) => {
      const context = await readFor(deps, connection);
      if (context !== null) connection.tellContext(context);
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      for (const timer of settling.values()) clearTimeout(timer);
      await listening[Symbol.asyncDispose]();
    },
  };
}

type Told = {
  /** Fleets whose hosts know already that there is nothing. */
  readonly empty: Set<string>;
  readonly fleetId: string;
  readonly repeated: boolean;
  readonly sessions: readonly Connection[];
};

async function tellFleet(deps: Deps, { empty, fleetId, repeated, sessions }: Told): Promise<void> {
  const [first] = sessions;
  if (first === undefined) return;
  const context = await readFor(deps, first);
  if (context === null) return;
  const nothing = isEmpty(context);
  if (nothing && repeated && empty.has(fleetId)) return;
  if (nothing) empty.add(fleetId);
  else empty.delete(fleetId);
  for (const session of sessions) session.tellContext(context);
}

// A context that cannot be read now comes with the next beat.
async function readFor(deps: Deps, { admitted }: Connection): Promise<Omit<Context, "type"> | null> {
  if (admitted === null) return null;
  try {
    return await deps.hub.readHostContext(admitted);
  } catch (error) {
    deps.log.warn({ err: error, hostId: admitted.hostId }, "context not read");
    return null;
  }
}

function isEmpty({ signals, campaigns, intents }: Omit<Context, "type">): boolean {
  return signals.length + campaigns.length + intents.length === 0;
}
