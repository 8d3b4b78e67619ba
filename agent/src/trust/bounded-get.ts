import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";

const LIMIT_MS = 30_000;

/** What was answered: a status and at most `limit` + 1 bytes, so that too much can be told from enough. */
export type Answer = Readonly<{ status: number; bytes: Uint8Array }>;

/**
 * Asks for an address and reads no more than `limit` + 1 bytes, whatever is sent. The plain client: `fetch` would bring a
 * WebAssembly parser and 15 MB into a process that needs it a few times in its life. Rejects when nobody answers in time.
 */
export function boundedGet(address: string, limit: number, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(address);
    const get = url.protocol === "https:" ? getHttps : getHttp;
    const request = get(url, { headers, timeout: LIMIT_MS, agent: false }, (response) => {
      const status = response.statusCode ?? 0;
      if (status === 200) {
        readBounded(response, limit).then((bytes) => resolve({ status, bytes }), reject);
        return;
      }
      response.destroy();
      resolve({ status, bytes: new Uint8Array() });
    });
    request.on("timeout", () => request.destroy(new TypeError(`${url.pathname} took too long`)));
    request.on("error", reject);
  });
}

async function readBounded(response: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, limit + 1));
}
