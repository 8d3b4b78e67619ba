import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, get, type IncomingMessage, type ServerResponse } from "node:http";

export type Seen = { readonly method: string; readonly url: string; readonly headers: IncomingMessage["headers"] };

/** A service over HTTP: `/config` is a document with an entity tag, `/status` has its figures. Its weaknesses can be switched on. */
export type DocumentService = AsyncDisposable & {
  readonly port: number;
  document: unknown;
  readonly seen: Seen[];
  /** Answers the next requests with these instead; a function may do anything. */
  readonly instead: (number | ((request: IncomingMessage, response: ServerResponse) => void))[];
  /** Every PUT is answered 403. */
  readOnly: boolean;
  underLoad(work: () => Promise<void>): Promise<{ requests: number; failed: number }>;
};

export async function documentService(document: unknown): Promise<DocumentService> {
  const seen: Seen[] = [];
  const instead: DocumentService["instead"] = [];
  const service = { document, seen, instead, readOnly: false, requests: 0 };
  const server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    if (headers["x-traffic"] === undefined) seen.push({ method, url, headers });
    const other = headers["x-traffic"] === undefined ? instead.shift() : undefined;
    if (typeof other === "function") return other(request, response);
    if (other !== undefined) return response.writeHead(other).end("{}");
    return answer(service, request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = address !== null && typeof address === "object" ? address.port : 0;
  return Object.assign(service, {
    port,
    underLoad: (work: () => Promise<void>) => underLoad(`http://127.0.0.1:${port}/config`, work),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  });
}

type Inside = { document: unknown; readOnly: boolean; requests: number };

function answer(service: Inside, request: IncomingMessage, response: ServerResponse): unknown {
  service.requests += 1;
  if (request.url === "/status") return send(response, 200, { load: { requests: service.requests, name: "x" } });
  if (request.url === "/moved") return response.writeHead(307, { location: "/config" }).end();
  if (request.url !== "/config") return send(response, 404, {});
  if (request.method === "GET") return send(response, 200, service.document);
  return void take(service, request, response);
}

async function take(service: Inside, request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = "";
  for await (const chunk of request as AsyncIterable<Buffer>) text += chunk.toString("utf8");
  if (service.readOnly) return send(response, 403, {});
  const match = request.headers["if-match"];
  if (match !== undefined && match !== tagOf(service.document)) return send(response, 412, {});
  service.document = JSON.parse(text);
  return send(response, 200, service.document);
}

function send(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json", etag: tagOf(body) }).end(JSON.stringify(body));
}

const tagOf = (document: unknown): string =>
  `"${createHash("sha256").update(JSON.stringify(document)).digest("hex").slice(0, 12)}"`;

async function underLoad(url: string, work: () => Promise<void>): Promise<{ requests: number; failed: number }> {
  const tally = { requests: 0, failed: 0 };
  const state = { over: false };
  const ask = (): Promise<void> =>
    new Promise((resolve) => {
      tally.requests += 1;
      const failed = (): void => resolve(void (tally.failed += 1));
      get(url, { headers: { "x-traffic": "1" } }, (reply) => reply.resume().on("end", resolve)).on("error", failed);
    });
  const running = (async () => {
    while (!state.over || tally.requests <= 60) {
      await ask();
      await new Promise((resolve) => setTimeout(resolve, 3));
    }
  })();
  await work();
  state.over = true;
  await running;
  return tally;
}
