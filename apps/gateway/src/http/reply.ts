import type { ServerResponse } from "node:http";
import type { HttpErrorBody } from "@fleet-persona/protocol";

/** Answers with JSON. */
export function replyJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" });
  response.end(JSON.stringify(body));
}

/** Answers with bytes as they are. `cache` is what mirrors are told; by default to ask again each time. */
export function replyBytes(response: ServerResponse, bytes: Uint8Array, type: string, cache = "no-cache"): void {
  response.writeHead(200, { "content-type": type, "content-length": bytes.length, "cache-control": cache });
  response.end(bytes);
}

/** Answers with the error shape of the protocol. */
export function replyError(
  response: ServerResponse,
  status: number,
  code: HttpErrorBody["error"]["code"],
  message: string,
): void {
  replyJson(response, status, { error: { code, message } } satisfies HttpErrorBody);
}
