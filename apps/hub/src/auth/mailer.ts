import type { Mailer as MailPort } from "@fleet-persona/mail";

export type SignInMail = { readonly to: string; readonly url: string; readonly validMinutes: number };
export type Mailer = { sendSignInLink(mail: SignInMail): Promise<void> };

/** Mails sign-in links; where mail goes is the port's business. */
export function signInMailer(port: MailPort): Mailer {
  return {
    sendSignInLink: ({ to, url, validMinutes }) =>
      port.send({
        to,
        subject: "Sign in to Fleet Persona",
        parts: [
          { kind: "text", text: signInText(validMinutes) },
          { kind: "link", label: "Sign in", url },
        ],
        footer: [],
      }),
  };
}

function signInText(validMinutes: number): string {
  return `Open this link to sign in. It works once, for ${validMinutes} minutes. If you did not ask for it, do nothing.`;
}
