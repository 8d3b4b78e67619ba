/** What a mail is made of, in this order. Text is text: whoever shows it as HTML escapes it. */
export type MailPart =
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "link"; readonly label: string; readonly url: string };

export type Mail = {
  readonly to: string;
  readonly subject: string;
  readonly parts: readonly MailPart[];
  /** Small, at the end. */
  readonly footer: readonly MailPart[];
  /** The same for the same mail, however often it is sent: a mailbox may then show it once. */
  readonly messageId?: string;
  /** Takes a POST without a session (RFC 8058). */
  readonly unsubscribeUrl?: string;
};

/** Sends mail, or puts it where it can be read. Rejects with MailError. */
export type Mailer = { send(mail: Mail): Promise<void> };

/** `permanent`: this address will not take it, today or tomorrow. */
export class MailError extends Error {
  override readonly name = "MailError";
  readonly permanent: boolean;

  constructor(message: string, permanent: boolean, options?: ErrorOptions) {
    super(message, options);
    this.permanent = permanent;
  }
}
