import { putOutboxMessage } from "@fleet-persona/hub-core";
import type { Deps } from "@fleet-persona/hub-core";

export type SignInMail = { readonly to: string; readonly url: string; readonly validMinutes: number };
export type Mailer = { sendSignInLink(mail: SignInMail): Promise<void> };

/** Local mode's mailer: the message is shown on /outbox and goes nowhere. */
export function outboxMailer(deps: Deps): Mailer {
  return {
    sendSignInLink: async ({ to, url, validMinutes }) => {
      await putOutboxMessage(deps, { to, url, subject: "Sign in to Fleet Persona", text: signInText(validMinutes) });
    },
  };
}

function signInText(validMinutes: number): string {
  return `Open this link to sign in. It works once, for ${validMinutes} minutes. If you did not ask for it, do nothing.`;
}
