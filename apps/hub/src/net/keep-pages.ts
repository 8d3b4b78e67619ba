import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { gzip } from "node:zlib";
import { onPagesChanged, tellPagesChanged } from "./other-processes.ts";
import { pageCache, pageKey } from "./page-cache.ts";
import type { FreshPage } from "./page-cache.ts";
import { turns } from "./turns.ts";

type Listener = (request: IncomingMessage, response: ServerResponse) => void;
export type Pages = ReturnType<typeof pageCache>;

const wrapped = new WeakSet<Server>();

/** Puts a cache of public pages before whatever answers requests of this process, from its first request on. */
export function keepPages(): void {
  const pages = pageCache({ keptMs: 10_000, mostBytes: 32 * 1024 * 1024 });
  onPagesChanged(() => pages.clear());
  subscribe("http.server.request.start", (message) => {
    const { server } = message as { server: Server };
    if (wrapped.has(server)) return;
    wrapped.add(server);
    const listeners = server.listeners("request") as Listener[];
    server.removeAllListeners("request");
    for (const listener of listeners) server.on("request", keptBefore(pages, listener.bind(server)));
  });
}

/** Answers from what was kept, else lets `answer` do it and keeps what it said; who asks for a page that is being made waits for it. */
export function keptBefore(pages: Pages, answer: Listener): Listener {
  const making = new Map<string, Promise<void>>();
  const inTurn = turns({ atOnce: 1, mostMs: 100 });
  const make = (key: string, request: IncomingMessage, response: ServerResponse): void => {
    const made = Promise.withResolvers<void>();
    making.set(key, made.promise);
    inTurn((endTurn) => {
      const done = (): void => {
        if (making.get(key) === made.promise) making.delete(key);
        made.resolve();
        endTurn();
      };
      response.once("close", done);
      // Whoever left while waiting gets no page.
      if (response.destroyed) done();
      else begin(key, request, response, done);
    });
  };
  const begin = (key: string, request: IncomingMessage, response: ServerResponse, done: () => void): void => {
    const zipped = takesGzip(request);
    // It comes here plain, and is packed on its way out.
    delete request.headers["accept-encoding"];
    const since = pages.changes;
    collected(response, (status, page, release) => {
      pages.put(key, status, page, since);
      done();
      send(response, status, page, zipped, release);
    });
    answer(request, response);
  };
  const giveOrMake = (key: string, request: IncomingMessage, response: ServerResponse): void => {
    // Whoever left while waiting makes nobody else wait.
    if (response.destroyed) return;
    const found = pages.get(key);
    if (found === null) make(key, request, response);
    else send(response, 200, found, takesGzip(request));
  };
  return (request, response) => {
    const key = pageKey(request.method, request.url, request.headers);
    if (key === null) {
      // Whatever is not a question may change what pages say, for those without a cookie as well.
      if (request.method !== "GET" && request.method !== "HEAD") {
        response.once("close", () => {
          pages.clear();
          tellPagesChanged();
        });
      }
      answer(request, response);
      return;
    }
    const other = making.get(key);
    if (other === undefined) giveOrMake(key, request, response);
    else void other.then(() => giveOrMake(key, request, response));
  };
}

const takesGzip = ({ headers }: IncomingMessage): boolean =>
  /\bgzip\b/.test(headers["accept-encoding"]?.toString() ?? "");

/** Holds an answer back until it is whole; until `release` is called nothing leaves, whatever Next does with the answer after its end. */
function collected(
  response: ServerResponse,
  then: (status: number, page: FreshPage, release: () => void) => void,
): void {
  const chunks: Buffer[] = [];
  const own = {
    end: response.end.bind(response),
    flushHeaders: response.flushHeaders.bind(response),
    write: response.write.bind(response),
    writeHead: response.writeHead.bind(response),
  };
  const add = (chunk: unknown, encoding: unknown): void => {
    if (typeof chunk === "string")
      chunks.push(Buffer.from(chunk, typeof encoding === "string" ? (encoding as BufferEncoding) : "utf8"));
    else if (chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
  };
  const callback = (...values: readonly unknown[]): void => {
    const called = values.find((value) => typeof value === "function") as (() => void) | undefined;
    if (called !== undefined) process.nextTick(called);
  };
  response.flushHeaders = () => {};
  response.writeHead = (status: number, ...rest: unknown[]): ServerResponse => {
    response.statusCode = status;
    const given = rest.find((value) => typeof value === "object" && value !== null && !Array.isArray(value));
    for (const [name, value] of Object.entries(given ?? {})) response.setHeader(name, value as string);
    return response;
  };
  response.write = (chunk: unknown, ...rest: unknown[]): boolean => {
    add(chunk, rest[0]);
    callback(...rest);
    return true;
  };
  response.end = (...values: unknown[]): ServerResponse => {
    add(values[0], values[1]);
    callback(...values);
    response.end = () => response;
    const names = response.getHeaderNames();
    const headers = names.flatMap((name): [string, string][] => {
      const value = response.getHeader(name);
      return (Array.isArray(value) ? value : [String(value)]).map((each) => [name, each]);
    });
    const page = { headers, body: Buffer.concat(chunks) };
    then(response.statusCode, page, () => Object.assign(response, own));
    return response;
  };
}

const hopByHop = new Set(["connection", "content-length", "date", "keep-alive", "transfer-encoding"]);

function send(
  response: ServerResponse,
  status: number,
  { headers, body }: FreshPage,
  zipped: boolean,
  release: () => void = () => {},
): void {
  const finish = (bytes: Buffer, encoding: string | null): void => {
    release();
    response.statusCode = status;
    for (const [name, values] of Map.groupBy(headers, ([each]) => each)) {
      const all = values.map(([, value]) => value);
      if (!hopByHop.has(name)) response.setHeader(name, all.length === 1 ? (all[0] ?? "") : all);
    }
    if (encoding !== null) response.setHeader("content-encoding", encoding);
    response.setHeader("content-length", bytes.length);
    response.end(bytes);
  };
  if (!zipped || body.length < 1_024) finish(body, null);
  else
    gzip(body, { level: 4 }, (error, bytes) => {
      if (!response.destroyed) finish(error === null ? bytes : body, error === null ? "gzip" : null);
    });
}
