export type GateErrorCode = "bundle-unreadable" | "runs-invalid" | "sandbox-unavailable";

/** What the gate itself cannot work with: nothing is said about the Persona. */
export class GateError extends Error {
  override readonly name = "GateError";
  readonly code: GateErrorCode;

  constructor(code: GateErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
