import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";

export type FetchTextOptions = {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For the whole exchange, in ms. */
  readonly timeoutMs: number;
  readonly maxBytes: number;
};

/** What came of asking: the text, or why there is none in a sentence. Redirects are not followed. */
export type FetchedText =
  | { readonly kind: "text"; readonly text: string; readonly contentType: string }
  | { readonly kind: "failed"; readonly message: string };

/** Gets a text with Node's plain client: `fetch` alone would take a fifth of the agent's memory. Never rejects. */
export function fetchText({ url, headers, timeoutMs, maxBytes }: FetchTextOptions): Promise<FetchedText> {
  return new Promise((resolve) => {
    const done = (result: FetchedText) => {
      clearTimeout(timer);
      request.destroy();
      resolve(result);
    };
    const failed = (message: string) => done({ kind: "failed", message });
    const get = url.startsWith("https:") ? getHttps : getHttp;
    const request = get(url, { headers, agent: false }, (response) => {
      if (response.statusCode !== 200) {
        failed(`${url} answered ${response.statusCode ?? 0}`);
        return;
      }
      collect(response, maxBytes, (body) => {
        if (body === null) failed(`${url} answered more than ${maxBytes} bytes`);
        else done({ kind: "text", text: body, contentType: response.headers["content-type"] ?? "" });
      });
      response.on("error", (error) => failed(`${url} broke off (${error.message})`));
      response.on("aborted", () => failed(`${url} broke off`));
    });
    const timer = setTimeout(() => failed(`${url} took longer than ${timeoutMs} ms`), timeoutMs);
    timer.unref();
    request.on("error", (error) => failed(`${url} cannot be reached (${error.message})`));
  });
}

/** Calls back with the whole text, or null once there is more than `maxBytes`. */
function collect(response: IncomingMessage, maxBytes: number, done: (text: string | null) => void): void {
  const chunks: Buffer[] = [];
  let length = 0;
  response.on("data", (chunk: Buffer) => {
    length += chunk.length;
    if (length > maxBytes) done(null);
    else chunks.push(chunk);
  });
  response.on("end", () => {
    if (length <= maxBytes) done(Buffer.concat(chunks).toString("utf8"));
  });
}
