/**
 * - `unreachable`: nobody answers (socket missing, refused, closed half way, timeout): try again later
 * - `refused`: it answered and said no (permission, unknown map, bad value)
 * - `not-steerable`: the attribute or the value is not one this target offers
 * - `read-back-differs`: the change was accepted and yet is not in force
 * - `invalid-config`: the host's own target file is wrong
 */
export type TargetErrorCode = "unreachable" | "refused" | "not-steerable" | "read-back-differs" | "invalid-config";

/** The one error that a target lets out. */
export class TargetError extends Error {
  readonly code: TargetErrorCode;

  constructor(code: TargetErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "TargetError";
    this.code = code;
  }
}
