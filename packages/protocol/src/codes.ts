/** How an agent should treat the end of a session: come back with backoff, or only after someone changed something. */
export type RetryAdvice = "backoff" | "needs-operator";

/** Every reason a session ends, with its WebSocket close code. The one table both sides read. */
export const SESSION_ERRORS = {
  "malformed-json": { close: 4400, retry: "backoff" },
  "unknown-message": { close: 4401, retry: "backoff" },
  "invalid-message": { close: 4402, retry: "backoff" },
  "unexpected-message": { close: 4403, retry: "backoff" },
  "message-too-large": { close: 4404, retry: "backoff" },
  "frame-malformed": { close: 4405, retry: "backoff" },
  "frame-out-of-order": { close: 4406, retry: "backoff" },
  "dictionary-changed": { close: 4407, retry: "backoff" },
  "credit-exceeded": { close: 4408, retry: "backoff" },
  "handshake-timeout": { close: 4409, retry: "backoff" },
  "version-unsupported": { close: 4410, retry: "needs-operator" },
  "clock-skew": { close: 4411, retry: "needs-operator" },
  "identity-refused": { close: 4412, retry: "needs-operator" },
  superseded: { close: 4413, retry: "needs-operator" },
  "hub-unavailable": { close: 4500, retry: "backoff" },
  draining: { close: 4501, retry: "backoff" },
} as const satisfies Record<string, { close: number; retry: RetryAdvice }>;

/** Why a session ended. */
export type SessionErrorCode = keyof typeof SESSION_ERRORS;

/** All session error codes. */
export const SESSION_ERROR_CODES = Object.keys(SESSION_ERRORS) as [SessionErrorCode, ...SessionErrorCode[]];

/** Why the hub did not keep one frame. The frame counts as acked: sending it again cannot help. */
export const FRAME_REFUSAL_CODES = [
  "too-old",
  "too-new",
  "dictionary-unknown",
  "dictionary-mismatch",
  "payload-invalid",
  "unstorable",
] as const;

/** Why the hub did not keep one frame. */
export type FrameRefusalCode = (typeof FRAME_REFUSAL_CODES)[number];

/** Why a message could not be read. `code` is what the peer is told. */
export type Malformed = { readonly kind: "malformed"; readonly code: SessionErrorCode; readonly message: string };
