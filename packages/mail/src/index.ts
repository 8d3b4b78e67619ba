export { MailError } from "./mail.ts";
export type { Mail, Mailer, MailPart } from "./mail.ts";
export { mailText } from "./mail-text.ts";
export { smtpMailer } from "./smtp-mailer.ts";
