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

/** The statuses of all codes that have one of their own. */
export const refusalStatuses = {
  ...statuses,
  "document-refused": 400,
  "method-not-allowed": 405,
  "body-too-large": 413,
  "body-too-slow": 408,
  "body-malformed": 400,
  "unsupported-media-type": 415,
  "query-malformed": 400,
  "base-version-needed": 428,
  "idempotency-key-needed": 428,
  "hub-unavailable": 503,
} as const satisfies Readonly<Record<string, number>>;

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

const problemType = "application/problem+json";

/** Whom a problem is told, and what there is to say beside it. */
export type ProblemReader = { readonly accept?: string | null; readonly more?: object };

/**
 * `{ "error": { "code", "message" } }` and, beside it, the members of RFC 9457; the media type is RFC 9457's own for whoever accepts
 * it, JSON for everybody else, as it always was.
 */
export function problemResponse(problem: ApiProblem, { accept = null, more = {} }: ProblemReader = {}): Response {
  const { status, code, message } = problem;
  const type = accept?.toLowerCase().includes(problemType) === true ? problemType : "application/json";
  const headers = { ...problemHeaders(problem), "cache-control": "no-store", "content-type": type };
  const standard = { type: `/docs/api#problem-${code}`, title: titleOf(code), status, detail: message };
  return new Response(JSON.stringify({ ...standard, error: { code, message, ...more } }), { status, headers });
}

function titleOf(code: string): string {
  const words = code.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
