import type { BodyRefusal } from "./read-body.ts";

/** What a route answers: a status, a content type and a body. */
export type Answer = { readonly status: number; readonly contentType: string; readonly body: string | Uint8Array };

/** Every way the receiver refuses a request as a whole. */
export type ReceiverErrorCode =
  | BodyRefusal
  | "internal"
  | "not-found"
  | "method-not-allowed"
  | "token-wrong"
  | "host-not-allowed"
  | "content-type-unknown"
  | "body-malformed"
  | "nothing-accepted";

export function jsonAnswer(status: number, value: object): Answer {
  return { status, contentType: "application/json", body: `${JSON.stringify(value)}\n` };
}

/** `{ "error": { "code", "message" } }`, the same shape as everywhere in this project. */
export function errorAnswer(status: number, code: ReceiverErrorCode, message: string): Answer {
  return jsonAnswer(status, { error: { code, message } });
}
