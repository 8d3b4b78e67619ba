import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import type { FetchFile } from "./fetch-bundle.ts";

const LIMIT_MS = 30_000;

/**
 * Fetches over HTTP with the session's token; reads no more than `limit` + 1 bytes, whatever is sent. The plain client:
 * `fetch` would bring a WebAssembly parser and 15 MB into a process that needs it a few times in its life.
 */
export function httpFetchFile(gatewayUrl: string, sessionToken: string): FetchFile {
  return (digest, name, limit) =>
    new Promise((resolve, reject) => {
      const url = new URL(`/bundles/${digest}/${name}`, gatewayUrl);
      const get = url.protocol === "https:" ? getHttps : getHttp;
      const headers = { authorization: `Bearer ${sessionToken}` };
      const request = get(url, { headers, timeout: LIMIT_MS, agent: false }, (response) => {
        if (response.statusCode === 200) {
          readBounded(response, limit).then(resolve, reject);
          return;
        }
        response.destroy();
        reject(new TypeError(`the gateway answered ${response.statusCode ?? 0} for ${name}`));
      });
      request.on("timeout", () => request.destroy(new TypeError(`the gateway was too slow with ${name}`)));
      request.on("error", reject);
    });
}

async function readBounded(response: IncomingMessage, limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    // One byte more than declared is enough to be refused as file-size-mismatch.
    if (length > limit) break;
  }
  return new Uint8Array(Buffer.concat(chunks).subarray(0, limit + 1));
}
