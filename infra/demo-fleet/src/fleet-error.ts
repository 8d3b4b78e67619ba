export type FleetErrorCode =
  | "haproxy-missing"
  | "haproxy-failed"
  | "origin-failed"
  | "load-failed"
  | "folder-unwritable"
  | "trace-invalid"
  | "aborted";

/** What the demo fleet refuses or fails at, in one sentence that says what to do. */
export class FleetError extends Error {
  readonly code: FleetErrorCode;

  constructor(code: FleetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "FleetError";
    this.code = code;
  }
}
