/** What can go wrong below the use cases and is not a lost connection. */
export type DbErrorCode =
  | "platform-unsupported"
  | "already-running"
  | "start-failed"
  | "migration-changed"
  | "invalid-uuid";

/** The one error class of this package; messages say what to do next. */
export class DbError extends Error {
  override readonly name = "DbError";
  readonly code: DbErrorCode;

  constructor(code: DbErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
