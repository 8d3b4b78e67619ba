/** Why a request was not made, or got no answer. */
export type OutboundErrorCode =
  | "url-malformed"
  | "scheme-refused"
  | "credentials-refused"
  | "port-refused"
  | "address-refused"
  | "name-unresolved"
  | "request-too-large"
  | "connect-failed"
  | "tls-failed"
  | "timed-out"
  | "answer-broken";

const sentences: Readonly<Record<OutboundErrorCode, string>> = {
  "url-malformed": "This is not an address that a request can go to.",
  "scheme-refused": "The address must begin with https://.",
  "credentials-refused": "The address must not carry a user name or password.",
  "port-refused": "Requests go to port 443 or 8443 only.",
  "address-refused": "The address leads to a network that is not public.",
  "name-unresolved": "The name of the address could not be resolved.",
  "request-too-large": "What was to be sent is larger than a request may be.",
  "connect-failed": "No connection could be made.",
  "tls-failed": "The certificate of the address could not be trusted.",
  "timed-out": "No complete answer came in time.",
  "answer-broken": "The answer broke off or was not HTTP.",
};

/** The one error of this package. Its sentence names no address, so that nobody learns what a name leads to in here. */
export class OutboundError extends Error {
  override readonly name = "OutboundError";
  readonly code: OutboundErrorCode;

  constructor(code: OutboundErrorCode, options?: ErrorOptions) {
    super(sentences[code], options);
    this.code = code;
  }
}
