/** Why a key file or a repository cannot be used. */
export type TrustErrorCode =
  | "key-file-invalid"
  | "passphrase-wrong"
  | "passphrase-empty"
  | "metadata-invalid"
  | "role-unsigned";

/** The error this package throws on purpose; its message is for a person and carries no secret. */
export class TrustError extends Error {
  override readonly name = "TrustError";
  readonly code: TrustErrorCode;

  constructor(code: TrustErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
