import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { messageOf } from "../../agent-error.ts";
import { healthOf } from "../health-of.ts";
import type { Source } from "../source.ts";
import type { ReceiverSourceConfig } from "../source-config.ts";
import { admission } from "./admission.ts";
import { errorAnswer, type Answer } from "./answer.ts";
import { eventsRoute } from "./events-route.ts";
import { metricsRoute } from "./metrics-route.ts";
import { readBody } from "./read-body.ts";
import { signalsRoute } from "./signals-route.ts";
import { signalShelf } from "./signal-shelf.ts";

type Route = (contentType: string, bytes: Buffer, now: number) => Answer;

const RETRY_MS = 5_000;
const REQUEST_MS = 10_000;
const MOST_CONNECTIONS = 64;

/** A receiver is a source that knows its port, which the system chose when the config says 0. */
export type ReceiverSource = Source & { port(): number | null };

/**
 * Listens for OTLP metrics, pushed signals and events. Resolves once it listens or has failed to; a port that is taken is
 * tried again, and is this source's problem until then.
 */
export async function openReceiverSource(config: ReceiverSourceConfig, now: () => number): Promise<ReceiverSource> {
  const shelf = signalShelf();
  const routes: Readonly<Record<string, Route>> = {
    "/v1/metrics": metricsRoute(config.metrics, shelf),
    "/v1/signals": signalsRoute(config.signals, shelf),
    "/v1/events": eventsRoute(config.events, shelf),
  };
  const listener = await listen(config, (request, response) => {
    void answerTo(request, routes, config, now).then((answer) => send(request, response, answer));
  });
  return {
    name: config.name,
    port: () => listener.port(),
    read: () => shelf.signals(),
    health: (at) => healthOf(at, shelf.lastAt(), config.stale_s * 1000, listener.problem()),
    close: () => listener.close(),
  };
}

async function answerTo(
  request: IncomingMessage,
  routes: Readonly<Record<string, Route>>,
  config: ReceiverSourceConfig,
  now: () => number,
): Promise<Answer> {
  const path = (request.url ?? "").split("?")[0] ?? "";
  const route = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (route === undefined) return errorAnswer(404, "not-found", `Post to one of ${Object.keys(routes).join(", ")}.`);
  if (request.method !== "POST") return errorAnswer(405, "method-not-allowed", "Only POST is answered.");
  const refusal = admission(request, config);
  if (refusal !== null) return refusal;
  const body = await readBody(request, config.max_bytes);
  if (body.kind === "refused") return errorAnswer(body.status, body.code, body.message);
  try {
    return route(request.headers["content-type"] ?? "", body.bytes, now());
  } catch (error) {
    return errorAnswer(500, "internal", `This is a fault of the agent: ${messageOf(error)}`);
  }
}

function send(request: IncomingMessage, response: ServerResponse, { status, contentType, body }: Answer): void {
  // What is left of a body that was refused is not waited for.
  const close = request.complete ? {} : { connection: "close" };
  response.writeHead(status, { "content-type": contentType, "content-length": Buffer.byteLength(body), ...close });
  response.end(body);
}

type Listener = { port(): number | null; problem(): string | null; close(): Promise<void> };

async function listen(
  { address, port }: ReceiverSourceConfig,
  onRequest: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Listener> {
  let server: Server | null = null;
  let problem: string | null = null;
  let retry: NodeJS.Timeout | undefined;
  let closed = false;

  const open = () =>
    new Promise<void>((resolve) => {
      const next = createServer({ requestTimeout: REQUEST_MS, headersTimeout: REQUEST_MS, keepAliveTimeout: 65_000 });
      next.maxConnections = MOST_CONNECTIONS;
      next.on("request", onRequest);
      next.on("listening", () => {
        problem = null;
        server = next;
        resolve();
      });
      next.on("error", (error) => {
        problem = `${address}:${port} cannot be listened on (${messageOf(error)}): free the port or name another.`;
        if (!closed) retry = setTimeout(() => void open(), RETRY_MS).unref();
        resolve();
      });
      next.listen(port, address);
      next.unref();
    });
  await open();
  return {
    port() {
      const bound = server?.address();
      return bound !== null && typeof bound === "object" ? bound.port : null;
    },
    problem: () => problem,
    close: () =>
      new Promise((resolve) => {
        closed = true;
        clearTimeout(retry);
        if (server === null) {
          resolve();
          return;
        }
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
