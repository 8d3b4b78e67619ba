import type { Deps } from "../deps.ts";
import type { Connection } from "./connection.ts";
import type { Registry } from "./registry.ts";

/** Pings every peer and renews every lease at each beat: a peer silent for a whole beat is cut, a lost lease ends the session. */
export function keepAlive(
  deps: Deps,
  registry: Registry,
  sockets: () => Iterable<Connection["socket"]>,
  beatMs: number,
): Disposable {
  const answered = new WeakSet<Connection["socket"]>();
  const asked = new WeakSet<Connection["socket"]>();
  const beat = setInterval(() => {
    for (const socket of sockets()) {
      if (asked.has(socket) && !answered.has(socket)) {
        socket.terminate();
        continue;
      }
      if (!asked.has(socket)) socket.on("pong", () => answered.add(socket));
      asked.add(socket);
      answered.delete(socket);
      socket.ping();
    }
    for (const connection of registry.all()) void renew(deps, connection);
  }, beatMs);
  return { [Symbol.dispose]: () => clearInterval(beat) };
}

async function renew(deps: Deps, connection: Connection): Promise<void> {
  const admitted = connection.admitted;
  if (admitted === null) return;
  try {
    const held = await deps.hub.renewAgentSession(admitted);
    if (!held) connection.end("superseded", "A newer connection of this host took over.");
  } catch (error) {
    // Without the database nobody else can take the lease either: the session stays.
    deps.log.debug({ err: error }, "lease not renewed");
  }
}
