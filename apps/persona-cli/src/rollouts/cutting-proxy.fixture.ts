import { once } from "node:events";
import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A way to a hub that breaks: each connection may be cut as soon as the hub begins to answer. */
export type CuttingProxy = AsyncDisposable & {
  readonly url: string;
  /** Cuts so many of the next answers. */
  cut(answers: number): void;
  readonly cuts: () => number;
};

export async function startCuttingProxy(hub: string): Promise<CuttingProxy> {
  const { hostname, port } = new URL(hub);
  let left = 0;
  let cuts = 0;
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname);
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on("error", () => {});
      socket.on("close", () => sockets.delete(socket));
    }
    client.pipe(upstream);
    upstream.on("data", (bytes) => {
      if (left > 0) {
        left -= 1;
        cuts += 1;
        client.destroy();
        upstream.destroy();
      } else client.write(bytes);
    });
    upstream.on("close", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (answers) => {
      left = answers;
    },
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
