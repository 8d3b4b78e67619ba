import type { Context } from "@fleet-persona/protocol";
import type { Deps } from "../deps.ts";
import type { Connection } from "./connection.ts";
import { keepListening } from "./fleet-watch.ts";
import { latestOnly } from "./latest-only.ts";
import type { Registry } from "./registry.ts";

/** Tells sessions what their fleet lives through. */
export type ContextFeed = AsyncDisposable & {
  /** Tells one session soon, as after its first state, even when there is nothing to tell. */
  welcome(connection: Connection): void;
};

/** How often what a fleet lives through is repeated, and how long after a notice it is read once more, ms. */
export type ContextPace = { readonly repeatMs: number; readonly settleMs: number };

/** Agents hear at least every 15 s while there are values; sources are passed on in steps of a second. */
export const DEFAULT_CONTEXT_PACE: ContextPace = { repeatMs: 15_000, settleMs: 1_500 };

/**
 * Sends context on admission, on change and at every beat while there is any. A fleet is read once, however many of its hosts are
 * here, and one reading at a time, so that an older one never arrives after a newer.
 */
export function feedContext(deps: Deps, registry: Registry, pace: ContextPace = DEFAULT_CONTEXT_PACE): ContextFeed {
  const fleets = new Map<string, Telling>();
  const settling = new Map<string, NodeJS.Timeout>();
  const tellingFor = (fleetId: string): Telling => {
    const telling = fleets.get(fleetId) ?? tellingOf(deps, registry, fleetId);
    fleets.set(fleetId, telling);
    return telling;
  };
  const tell = (fleetId: string): void => tellingFor(fleetId).tell();
  const tellAll = (): void => {
    const here = new Set<string>(
      registry.all().flatMap(({ admitted }) => (admitted === null ? [] : [admitted.fleetId])),
    );
    for (const fleetId of fleets.keys()) if (!here.has(fleetId)) fleets.delete(fleetId);
    for (const fleetId of here) tell(fleetId);
  };
  const changed = (fleetId: string): void => {
    if (registry.ofFleet(fleetId).length === 0) return;
    tell(fleetId);
    // Values that came within the step of a busy source are not announced: look once more when it is over.
    if (settling.has(fleetId)) return;
    const again = setTimeout(() => {
      settling.delete(fleetId);
      tell(fleetId);
    }, pace.settleMs);
    settling.set(fleetId, again);
  };
  const listening = keepListening(deps, {
    listen: (listener) => deps.hub.listenContextChanged(listener),
    onFleet: changed,
    onListening: tellAll,
  });
  const beat = setInterval(tellAll, pace.repeatMs);
  return {
    welcome: (connection) => {
      if (connection.admitted === null) return;
      const telling = tellingFor(connection.admitted.fleetId);
      telling.fresh.add(connection);
      telling.tell();
    },
    [Symbol.asyncDispose]: async () => {
      clearInterval(beat);
      for (const timer of settling.values()) clearTimeout(timer);
      await listening[Symbol.asyncDispose]();
    },
  };
}

type HostContext = Omit<Context, "type">;

/** One fleet's telling: `fresh` sessions have not heard anything yet. */
type Telling = { readonly tell: () => void; readonly fresh: Set<Connection> };

function tellingOf(deps: Deps, registry: Registry, fleetId: string): Telling {
  const fresh = new Set<Connection>();
  // Whether its hosts know already that there is nothing.
  let toldEmpty = false;
  const tell = latestOnly<null>(async () => {
    const waiting = new Set(fresh);
    const context = await readContext(deps, fleetId, registry.ofFleet(fleetId));
    if (context === null) return;
    const nothing = isEmpty(context);
    const hearers = registry.ofFleet(fleetId).filter((session) => !(nothing && toldEmpty) || waiting.has(session));
    for (const session of hearers) session.tellContext(context);
    for (const session of waiting) fresh.delete(session);
    toldEmpty = nothing;
  });
  return { tell: () => tell(null), fresh };
}

// Any of its hosts may be asked for, but one that was enrolled into another fleet meanwhile speaks of that one.
async function readContext(deps: Deps, fleetId: string, sessions: readonly Connection[]): Promise<HostContext | null> {
  for (const { admitted } of sessions) {
    if (admitted === null) continue;
    try {
      const context = await deps.hub.readHostContext(admitted);
      if (context.fleetId === fleetId) return context;
    } catch (error) {
      // It comes with the next beat.
      deps.log.warn({ err: error, fleetId }, "context not read");
      return null;
    }
  }
  return null;
}

function isEmpty({ signals, campaigns, intents }: HostContext): boolean {
  return signals.length + campaigns.length + intents.length === 0;
}
