/** Why a signature over a message was not accepted. */
export type SignatureRefusal =
  | "signature-mismatch"
  | "signature-malformed"
  | "signature-s-out-of-range"
  | "key-small-order"
  | "key-non-canonical";

/** Why an envelope says nothing: not one, or not signed by enough of the keys that count. */
export type DsseRefusal = SignatureRefusal | "key-unknown" | "threshold-not-met" | "envelope-invalid";

/** Why a bundle may not be installed. Part of the contract: agents report it, the hub stores it, pages explain it. */
export type BundleRefusal =
  | DsseRefusal
  | "manifest-not-canonical"
  | "manifest-unknown-field"
  | "manifest-invalid"
  | "file-missing"
  | "file-unlisted"
  | "file-size-mismatch"
  | "file-digest-mismatch"
  | "file-unreadable"
  | "persona-id-mismatch"
  | "version-not-newer";

/** A refusal as a value; `message` is a sentence for a person and carries no secret. */
export type RefusedWith<Code extends string> = {
  readonly kind: "refused";
  readonly code: Code;
  readonly message: string;
};
/** A refused bundle. */
export type Refused = RefusedWith<BundleRefusal>;

export function refuse<Code extends string>(code: Code, message: string): RefusedWith<Code> {
  return { kind: "refused", code, message };
}

/** Misuse on the author's side: what is being signed is not something that may be signed. */
export class PersonaError extends Error {
  override readonly name = "PersonaError";
  readonly code: "manifest-invalid" | "document-invalid" | "value-not-canonical" | "seed-length" | "no-signing-key";

  constructor(code: PersonaError["code"], message: string) {
    super(message);
    this.code = code;
  }
}
