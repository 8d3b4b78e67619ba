import { refusalStatuses } from "./api-error.ts";

/** What every operation can answer, and what tells the reader most about it. */
export const commonProblems = {
  "invalid-input": "A field of the path or the body does not fit; the message names it.",
  "query-malformed": "A parameter of the query does not fit; the message names it.",
  "body-malformed": "The body is no JSON, names a field twice, is nested too deep, or has another shape.",
  "body-too-large": "The body is larger than the operation takes. What is announced or sent beyond is not read.",
  "body-too-slow": "The body took too long to arrive.",
  "unsupported-media-type": "The body is packed other than with gzip, or is of another type.",
  unauthenticated: "There is no token, or it opens nothing any more.",
  forbidden: "The token has not the scope, or whoever made it may not do this.",
  "not-found": "There is nothing at this address that the asker may see.",
  "method-not-allowed": "The address does not take this method; `Allow` says which.",
  conflict: "Something changed meanwhile, or is there already.",
  "rate-limited": "Too many requests; `Retry-After` and `RateLimit` say when to go on.",
  "hub-unavailable": "The hub could not answer. Try again in a moment.",
} as const satisfies Readonly<Record<string, string>>;

/** Which status a code comes with: a refusal of a use case that has a code of its own is 422. */
export function statusOfCode(code: string): number {
  return (refusalStatuses as Readonly<Record<string, number>>)[code] ?? 422;
}
