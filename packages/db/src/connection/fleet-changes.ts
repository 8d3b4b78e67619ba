import { sql } from "drizzle-orm";
import { poolOf } from "./connect.ts";
import type { Database, Tx } from "./connect.ts";

const channels = { state: "fleet_changed", context: "fleet_context" } as const;

/** Tells every listener, once the transaction commits, that a fleet's agents should do something else. Low rate only. */
export async function notifyFleetChanged(tx: Tx, fleetId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channels.state}, ${fleetId})`);
}

/** Tells every listener, once the transaction commits, that a fleet lives through something else. Low rate only. */
export async function notifyContextChanged(tx: Tx, fleetId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channels.context}, ${fleetId})`);
}

export type FleetChangeListener = {
  readonly onFleet: (fleetId: string) => void;
  /** Called whenever listening starts, also after a lost connection: notices may have been missed, read everything again. */
  readonly onListening?: () => void;
};

/** Listens on a connection of its own until disposed; reconnects by itself. */
export function listenFleetChanged(db: Database, listener: FleetChangeListener): Promise<AsyncDisposable> {
  return listen(db, channels.state, listener);
}

/** Listens for changes of what a fleet lives through, on the same connection as for its state. */
export function listenContextChanged(db: Database, listener: FleetChangeListener): Promise<AsyncDisposable> {
  return listen(db, channels.context, listener);
}

async function listen(db: Database, channel: string, listener: FleetChangeListener): Promise<AsyncDisposable> {
  const subscription = await poolOf(db).sql.listen(channel, listener.onFleet, listener.onListening);
  return { [Symbol.asyncDispose]: () => subscription.unlisten() };
}
