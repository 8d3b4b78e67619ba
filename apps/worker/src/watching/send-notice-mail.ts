import { claimNoticeMail, noticeMailDue, settleNoticeMail } from "@fleet-persona/hub-core";
import type { Deps, MailTurn } from "@fleet-persona/hub-core";
import { MailError } from "@fleet-persona/mail";
import type { Mailer } from "@fleet-persona/mail";

const peopleAtOnce = 200;

/**
 * Sends what is due, to one person after the other. A mail is taken first and settled after it was sent: a sender that dies in
 * between sends it again, with the same Message-ID. Resolves to how many were sent; without a mailer here, none.
 */
export async function sendNoticeMail(hub: Deps, mailer: Mailer | null, turn: MailTurn): Promise<number> {
  if (mailer === null || hub.watching === undefined) return 0;
  let sent = 0;
  for (const person of await noticeMailDue(hub, turn, peopleAtOnce)) {
    for (const notice of await claimNoticeMail(hub, person, turn)) {
      const outcome = await mailer.send(notice.mail).then(
        () => "sent" as const,
        (error: unknown) => (error instanceof MailError && error.permanent ? ("never" as const) : ("later" as const)),
      );
      await settleNoticeMail(hub, notice, outcome);
      if (outcome === "sent") sent += 1;
    }
  }
  return sent;
}
