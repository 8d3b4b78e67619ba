import type { Connection } from "./connection.ts";

/** The sessions this gateway holds, by host and by fleet. */
export type Registry = {
  /** Adds a session; an older one of the same host is ended as superseded. */
  add(connection: Connection): void;
  remove(connection: Connection): void;
  ofFleet(fleetId: string): readonly Connection[];
  all(): readonly Connection[];
};

/** An empty registry. */
export function createRegistry(): Registry {
  const byHost = new Map<string, Connection>();
  return {
    add: (connection) => {
      const key = hostKeyOf(connection);
      byHost.get(key)?.end("superseded", "A newer connection of this host took over.");
      byHost.set(key, connection);
    },
    remove: (connection) => {
      const key = hostKeyOf(connection);
      if (byHost.get(key) === connection) byHost.delete(key);
    },
    ofFleet: (fleetId) => [...byHost.values()].filter((connection) => connection.admitted?.fleetId === fleetId),
    all: () => [...byHost.values()],
  };
}

function hostKeyOf(connection: Connection): string {
  const admitted = connection.admitted;
  return `${admitted?.tenantId}/${admitted?.hostId}`;
}
