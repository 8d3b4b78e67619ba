/** Why a use case did not do what was asked. `refused` carries the exact refusal (a bundle or token code) in `detail`. */
export type HubErrorCode =
  | "not-found"
  | "forbidden"
  | "invalid-input"
  | "conflict"
  | "unauthenticated"
  | "refused"
  | "rate-limited";

/** The one error that leaves this package on purpose; anything else is a defect or a lost database. */
export class HubError extends Error {
  override readonly name = "HubError";
  readonly code: HubErrorCode;
  readonly detail: string | null;

  constructor(code: HubErrorCode, message: string, detail: string | null = null) {
    super(message);
    this.code = code;
    this.detail = detail;
  }
}

/** `not-found` with a sentence that gives nothing away about other tenants. */
export function notFound(what: string): HubError {
  return new HubError("not-found", `There is no such ${what}.`);
}
