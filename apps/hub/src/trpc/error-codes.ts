import type { HubErrorCode } from "@fleet-persona/hub-core";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";

/** How every refusal of a use case looks on the wire. */
export const trpcCodes = {
  "not-found": "NOT_FOUND",
  forbidden: "FORBIDDEN",
  "invalid-input": "BAD_REQUEST",
  conflict: "CONFLICT",
  unauthenticated: "UNAUTHORIZED",
  refused: "UNPROCESSABLE_CONTENT",
  "rate-limited": "TOO_MANY_REQUESTS",
} as const satisfies Record<HubErrorCode, TRPC_ERROR_CODE_KEY>;
