export type StackErrorCode =
  | "port-taken"
  | "already-running"
  | "state-unwritable"
  | "process-died"
  | "not-ready"
  | "bad-option"
  | "not-built";

/** Something a person at the terminal can put right; `message` is one sentence with the way out. */
export class StackError extends Error {
  readonly code: StackErrorCode;
  constructor(code: StackErrorCode, message: string) {
    super(message);
    this.name = "StackError";
    this.code = code;
  }
}
