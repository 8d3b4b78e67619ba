import { HubError } from "@fleet-persona/hub-core";
import type { HubErrorCode } from "@fleet-persona/hub-core";

/** How every refusal of a use case looks over HTTP. */
const statuses = {
  "not-found": 404,
  forbidden: 403,
  "invalid-input": 400,
  conflict: 409,
  unauthenticated: 401,
  refused: 422,
  "rate-limited": 429,
} as const satisfies Record<HubErrorCode, number>;

/** Why the HTTP side itself did not take a request. */
export type RequestRefusalCode =
  | "method-not-allowed"
  | "body-too-large"
  | "body-too-slow"
  | "body-malformed"
  | "unsupported-media-type"
  | "query-malformed"
  | "base-version-needed"
  | "idempotency-key-needed";

/** A request that never reached a use case. */
export class RequestRefusal extends Error {
  override readonly name = "RequestRefusal";
  readonly code: RequestRefusalCode;
  readonly status: number;

  constructor(code: RequestRefusalCode, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** What an error says to a program: a status, a stable code, a sentence. */
export type ApiProblem = { readonly status: number; readonly code: string; readonly message: string };

/** The problem behind anything that was thrown; what nobody threw on purpose is logged and says nothing about itself. */
export function problemOf(error: unknown): ApiProblem {
  if (error instanceof RequestRefusal) return { status: error.status, code: error.code, message: error.message };
  if (error instanceof HubError) {
    const code = error.code === "refused" ? (error.detail ?? error.code).replace(/:.*$/s, "") : error.code;
    return { status: statuses[error.code], code, message: error.message };
  }
  console.error("api:", error);
  return { status: 503, code: "hub-unavailable", message: "The hub could not answer. Try again in a moment." };
}

/** The headers that go with a problem. */
export function problemHeaders({ status }: ApiProblem): Record<string, string> {
  if (status === 401) return { "www-authenticate": "Bearer" };
  if (status === 429) return { "retry-after": "60" };
  return status === 503 ? { "retry-after": "5" } : {};
}

/** `{ "error": { "code", "message" } }`, with more beside them when there is more to say. */
export function problemResponse(problem: ApiProblem, more: object = {}): Response {
  const { status, code, message } = problem;
  const headers = { ...problemHeaders(problem), "cache-control": "no-store" };
  return Response.json({ error: { code, message, ...more } }, { status, headers });
}
