import type { IncomingMessage } from "node:http";
import { ApiError } from "./api-error.ts";

const MAX_BYTES = 1024 * 1024;

/** The whole body as text. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > MAX_BYTES)
      throw new ApiError(413, { type: "invalid_request_error", message: "The request is too large." });
    parts.push(part);
  }
  return Buffer.concat(parts).toString("utf8");
}
