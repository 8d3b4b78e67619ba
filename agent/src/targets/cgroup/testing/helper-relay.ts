import { once } from "node:events";
import { rename } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";

export type RelayMode = "through" | "hang" | "half";

/** A socket in front of the real helper that can go silent, break replies off, or be away. */
export type HelperRelay = AsyncDisposable & {
  readonly path: string;
  mode: RelayMode;
  /** Where requests go. */
  upstream: string;
  vanish(): Promise<void>;
  comeBack(): Promise<void>;
};

export async function helperRelay(path: string, upstream: string): Promise<HelperRelay> {
  const state = { mode: "through" as RelayMode, upstream };
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on("close", () => sockets.delete(socket)).on("error", () => undefined);
  };
  const server = createServer((socket) => {
    keep(socket);
    if (state.mode === "hang") return;
    const onward = keep(connect(state.upstream));
    socket.pipe(onward);
    if (state.mode === "through") onward.pipe(socket);
    else onward.on("data", (chunk: Buffer) => socket.end(chunk.subarray(0, chunk.length / 2)));
  });
  server.listen(path);
  await once(server, "listening");
  return Object.assign(state, {
    path,
    vanish: () => rename(path, `${path}.away`),
    comeBack: () => rename(`${path}.away`, path),
    async [Symbol.asyncDispose]() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, "close");
    },
  });
}
