import { createTransport } from "nodemailer";
import { MailError } from "./mail.ts";
import type { Mailer } from "./mail.ts";
import { headerLine, mailHtml, mailText } from "./mail-text.ts";

type Settings = {
  /** `smtps://user:password@host:465`, or `smtp://host:587`, which must offer STARTTLS unless the host is this machine. */
  readonly url: string;
  /** `Name <address>` or an address. */
  readonly from: string;
};

const loopbackHosts = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Sends by SMTP, one connection for a few mails. Disposing closes what is open. */
export function smtpMailer({ url, from }: Settings): Mailer & Disposable {
  const here = loopbackHosts.has(new URL(url).hostname);
  const transport = createTransport({
    url,
    pool: true,
    maxConnections: 2,
    requireTLS: !here,
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 30_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    send: async (mail) => {
      const { to, messageId, unsubscribeUrl } = mail;
      const headers =
        unsubscribeUrl === undefined
          ? {}
          : { "List-Unsubscribe": `<${unsubscribeUrl}>`, "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" };
      try {
        await transport.sendMail({
          from,
          // An object: a comma in an address must not make two of it.
          to: { name: "", address: headerLine(to, 320) },
          subject: headerLine(mail.subject),
          text: mailText(mail),
          html: mailHtml(mail),
          headers: { ...headers, "Auto-Submitted": "auto-generated" },
          ...(messageId === undefined ? {} : { messageId }),
        });
      } catch (cause) {
        throw new MailError("The mail server did not take the mail.", isPermanent(cause), { cause });
      }
    },
    [Symbol.dispose]: () => transport.close(),
  };
}

// 5xx is the server's last word; anything else may be better in a minute.
function isPermanent(error: unknown): boolean {
  return error instanceof Error && "responseCode" in error && Number(error.responseCode) >= 500;
}
