import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { MAX_PAYLOAD_BYTES } from "@fleet-persona/protocol";
import { WebSocketServer } from "ws";
import type { Deps } from "./deps.ts";
import { GatewayError } from "./gateway-error.ts";
import { replyError } from "./http/reply.ts";
import { route } from "./http/route.ts";
import { createBatcher } from "./ingest/batcher.ts";
import { Connection } from "./sessions/connection.ts";
import { feedContext, type ContextPace } from "./sessions/context-feed.ts";
import { watchFleets } from "./sessions/fleet-watch.ts";
import { keepAlive } from "./sessions/keep-alive.ts";
import { createRegistry } from "./sessions/registry.ts";

/** Where to listen, and what agents are told to dial (null: the address they came by). */
export type GatewayOptions = {
  readonly port: number;
  readonly host: string;
  readonly gatewayUrl?: string | undefined;
  readonly retentionDays: number;
  /** How often peers are pinged and leases renewed, ms; hub-core's leases last a minute. */
  readonly beatMs?: number;
  /** How often agents hear what their fleet lives through. */
  readonly contextPace?: ContextPace;
};

/** A gateway that listens. Disposing commits what it holds, tells its agents, and closes. */
export type Gateway = AsyncDisposable & { readonly port: number; readonly url: string };

const DRAIN_PATIENCE_MS = 5000;

/** Starts the HTTP and WebSocket server. Errors: GatewayError `port-taken`, `listen-failed`. */
export async function startGateway(deps: Deps, options: GatewayOptions): Promise<Gateway> {
  const batcher = createBatcher(deps);
  const registry = createRegistry();
  const connections = new Set<Connection>();
  const site = { gatewayUrl: options.gatewayUrl, databaseAvailable: () => batcher.available() };
  const server = createServer((request, response) => {
    route(deps, site, request, response).catch((error: unknown) => {
      deps.log.error({ err: error }, "request failed");
      if (!response.headersSent) replyError(response, 503, "hub-unavailable", "The request failed; try again.");
      else response.destroy();
    });
  });
  const sockets = new WebSocketServer({
    server,
    path: "/agent",
    maxPayload: MAX_PAYLOAD_BYTES,
    perMessageDeflate: false,
  });
  const context = feedContext(deps, registry, options.contextPace);
  const wiring = { deps, batcher, registry, context, retentionMs: options.retentionDays * 24 * 3600_000 };
  sockets.on("connection", (socket) => {
    const connection = new Connection(socket, wiring);
    connections.add(connection);
    deps.measures.sessions = connections.size;
    socket.once("close", () => {
      connections.delete(connection);
      deps.measures.sessions = connections.size;
    });
  });
  const port = await listen(server, options);
  const watch = watchFleets(deps, registry);
  const alive = keepAlive(deps, registry, () => sockets.clients, options.beatMs ?? 15_000);
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      alive[Symbol.dispose]();
      server.close();
      await batcher.drain(DRAIN_PATIENCE_MS);
      for (const connection of connections) connection.end("draining", "This gateway is going away; dial again.");
      await allClosed(connections, 1000);
      for (const socket of sockets.clients) socket.terminate();
      await Promise.all([watch[Symbol.asyncDispose](), context[Symbol.asyncDispose]()]);
      server.closeAllConnections();
    },
  };
}

async function listen(server: ReturnType<typeof createServer>, { port, host }: GatewayOptions): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) => {
      const code = error.code === "EADDRINUSE" ? "port-taken" : "listen-failed";
      const hint = code === "port-taken" ? "set GATEWAY_PORT to a free one" : error.message;
      reject(new GatewayError(code, `The gateway cannot listen on ${host}:${port}: ${hint}.`, { cause: error }));
    });
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function allClosed(connections: ReadonlySet<Connection>, patienceMs: number): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (connections.size > 0 && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
}
