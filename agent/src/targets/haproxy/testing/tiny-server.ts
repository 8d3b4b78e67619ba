import { once } from "node:events";
import { createServer, type Server } from "node:http";

/** Answers `ok` as text and counts; `?ms=N` makes it think for so long. */
export type TinyServer = { readonly port: number; served(): number; close(): void };

export async function tinyServer(): Promise<TinyServer> {
  let served = 0;
  const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
    served += 1;
    const wait = Number(new URL(request.url ?? "/", "http://localhost").searchParams.get("ms") ?? 0);
    const answer = () => response.setHeader("content-type", "text/plain").end("ok ".repeat(100));
    if (wait > 0) setTimeout(answer, wait);
    else answer();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: portOf(server),
    served: () => served,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A loopback port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  server.close();
  await once(server, "close");
  return port;
}

function portOf(server: Server): number {
  const address = server.address();
  return address !== null && typeof address === "object" ? address.port : 0;
}
