import { mailText } from "@fleet-persona/mail";
import type { Mailer } from "@fleet-persona/mail";
import { putOutboxMessage } from "../../auth/outbox.ts";
import type { Deps } from "../../deps.ts";

/** Local mode's mailer: mail is shown on /outbox and goes nowhere. The first link becomes the message's button. */
export function outboxMailer(deps: Deps): Mailer {
  return {
    send: async (mail) => {
      const first = mail.parts.find((part) => part.kind === "link");
      const parts = mail.parts.filter((part) => part !== first);
      const text = mailText({ parts, footer: mail.footer });
      await putOutboxMessage(deps, { to: mail.to, subject: mail.subject, text, url: first?.url ?? null });
    },
  };
}
