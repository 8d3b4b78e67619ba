import { sql } from "drizzle-orm";
import { poolOf } from "./connect.ts";
import type { Database, Tx } from "./connect.ts";

const channel = "fleet_changed";

/** Tells every listener, once the transaction commits, that a fleet's agents should do something else. Low rate only. */
export async function notifyFleetChanged(tx: Tx, fleetId: string): Promise<void> {
  await tx.execute(sql`select pg_notify(${channel}, ${fleetId})`);
}

export type FleetChangeListener = {
  readonly onFleet: (fleetId: string) => void;
  /** Called whenever listening starts, also after a lost connection: notices may have been missed, read everything again. */
  readonly onListening?: () => void;
};

/** Listens on a connection of its own until disposed; reconnects by itself. */
export async function listenFleetChanged(db: Database, listener: FleetChangeListener): Promise<AsyncDisposable> {
  const subscription = await poolOf(db).sql.listen(channel, listener.onFleet, listener.onListening);
  return { [Symbol.asyncDispose]: () => subscription.unlisten() };
}
