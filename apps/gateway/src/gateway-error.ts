/** Why the gateway cannot run. */
export type GatewayErrorCode = "invalid-environment" | "port-taken" | "listen-failed";

/** The error this package throws on purpose; its message is for a person. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
  readonly code: GatewayErrorCode;

  constructor(code: GatewayErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}
