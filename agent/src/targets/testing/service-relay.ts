import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

export type RelayMode = "through" | "hang" | "half";

/** A socket in front of a real service that can go silent, break replies off, or be away. */
export type ServiceRelay = AsyncDisposable & {
  mode: RelayMode;
  /** Where connections go: a socket's path or a port on loopback. */
  upstream: string | number;
  /** The port listened on; 0 for a socket's path. */
  readonly port: number;
  vanish(): Promise<void>;
  comeBack(): Promise<void>;
};

/** Listens on a socket's path, or on loopback for a port (0 takes a free one). */
export async function serviceRelay(listenOn: string | number, upstream: string | number): Promise<ServiceRelay> {
  const state = { mode: "through" as RelayMode, upstream };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  };
  const server = createServer((socket) => {
    keep(socket);
    if (state.mode === "hang") return;
    const onward = keep(dial(state.upstream));
    socket.pipe(onward);
    if (state.mode === "through") onward.pipe(socket);
    else onward.once("data", (chunk: Buffer) => socket.end(chunk.subarray(0, chunk.length / 2)));
  });
  let where = listenOn;
  const comeBack = async (): Promise<void> => {
    if (server.listening) return;
    if (typeof where === "string") server.listen(where);
    else server.listen(where, "127.0.0.1");
    await once(server, "listening");
  };
  const vanish = async (): Promise<void> => {
    if (!server.listening) return;
    const closed = once(server, "close");
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  await comeBack();
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  if (port !== 0) where = port;
  return Object.assign(state, { port, vanish, comeBack, [Symbol.asyncDispose]: vanish });
}

const dial = (to: string | number): Socket => (typeof to === "string" ? connect(to) : connect(to, "127.0.0.1"));
