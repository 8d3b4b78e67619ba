import { request as requestHttp, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";

/** One exchange, with everything that bounds it. */
export type HttpQuestion = Readonly<{
  url: URL;
  method: "GET" | "PUT";
  headers?: Readonly<Record<string, string>>;
  body?: string;
  limitMs: number;
  maxBytes: number;
}>;

/** `not-connected`: nothing was sent; `broken`: the answer did not come or did not end; redirects are answers. */
export type HttpEnd =
  | { kind: "answered"; status: number; headers: IncomingHttpHeaders; body: string }
  | { kind: "not-connected"; error: Error }
  | { kind: "broken"; error: Error }
  | { kind: "late" }
  | { kind: "too-large" };

/** Asks on a connection of its own, so that nothing is left to go stale when the other side restarts. Never rejects. */
export function askHttp({ url, method, headers, body, limitMs, maxBytes }: HttpQuestion): Promise<HttpEnd> {
  return new Promise((resolve) => {
    // The plain client: `fetch` would bring a WebAssembly parser and 15 MB.
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
    const request = send(url, { method, agent: false, headers: { connection: "close", ...headers, ...length } });
    let connected = false;
    const end = (how: HttpEnd): void => {
      clearTimeout(timer);
      request.destroy();
      resolve(how);
    };
    const timer = setTimeout(() => end({ kind: "late" }), limitMs);
    request.on("socket", (socket) => {
      socket.once(url.protocol === "https:" ? "secureConnect" : "connect", () => (connected = true));
    });
    request.on("error", (error) => end({ kind: connected ? "broken" : "not-connected", error }));
    request.on("response", (response) => {
      readBounded(response, maxBytes).then(end, (error: Error) => end({ kind: "broken", error }));
    });
    request.end(body);
  });
}

async function readBounded(response: IncomingMessage, maxBytes: number): Promise<HttpEnd> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) return { kind: "too-large" };
  }
  const body = Buffer.concat(chunks).toString("utf8");
  return { kind: "answered", status: response.statusCode ?? 0, headers: response.headers, body };
}
