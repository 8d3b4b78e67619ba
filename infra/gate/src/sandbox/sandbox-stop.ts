/**
 * Why there is no answer. `aborted` is the caller's own wish and `cannot-start` the machine's fault; all others are the model's.
 * `model-failed` leaves the process as it was, after every other one it is gone.
 */
export type SandboxCode =
  | "aborted"
  | "cannot-start"
  | "died"
  | "garbage"
  | "model-failed"
  | "model-unloadable"
  | "out-of-memory"
  | "out-of-time";

/** A model that was stopped, or failed by itself; the message is a sentence for its author. */
export class SandboxStop extends Error {
  override readonly name = "SandboxStop";
  readonly code: SandboxCode;

  constructor(code: SandboxCode, message: string) {
    super(message);
    this.code = code;
  }
}
