/** What keeps traces from being read; the message says what to do. */
export class TraceError extends Error {
  readonly code: "trace-unreadable" | "no-traces";

  constructor(code: TraceError["code"], message: string) {
    super(message);
    this.name = "TraceError";
    this.code = code;
  }
}
