import { once } from "node:events";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { expect, test } from "vitest";
import { MailError } from "./mail.ts";
import { smtpMailer } from "./smtp-mailer.ts";

type Postman = AsyncDisposable & { readonly url: string; readonly received: string[] };

/** As much SMTP as a client needs to hand over a mail; `answerTo` may say no to a command. */
async function startSmtp(answerTo: (command: string) => string | undefined = () => undefined): Promise<Postman> {
  const received: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    let data: string | null = null;
    let rest = "";
    socket.write("220 post.test ESMTP\r\n");
    socket.on("data", (chunk: Buffer) => {
      rest += chunk.toString("latin1");
      for (let end = rest.indexOf("\r\n"); end >= 0; end = rest.indexOf("\r\n")) {
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        if (data !== null) {
          if (line !== ".") data += `${line}\n`;
          else {
            received.push(data);
            data = null;
            socket.write("250 kept\r\n");
          }
          continue;
        }
        const refusal = answerTo(line);
        if (refusal === undefined && line === "DATA") data = "";
        socket.write(`${refusal ?? (line === "DATA" ? "354 go on" : "250 fine")}\r\n`);
      }
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    [Symbol.asyncDispose]: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}

const mail = {
  to: "ada@example.org",
  subject: "An advisory\r\nBcc: mallory@example.org",
  parts: [{ kind: "text", text: "Read <this>" }],
  footer: [],
  messageId: "<one@hub.example>",
  unsubscribeUrl: "https://hub.example/unsubscribe?token=x",
} as const;

test("smtpMailer hands over text and HTML with one subject, and says how to leave", async () => {
  await using post = await startSmtp();
  using mailer = smtpMailer({ url: post.url, from: "Fleet Persona <hub@example.org>" });
  await mailer.send(mail);
  const [text = ""] = post.received;
  expect(text).toContain("Subject: An advisory Bcc: mallory@example.org");
  expect(text).not.toMatch(/^Bcc:/m);
  expect(text).toContain("Message-ID: <one@hub.example>");
  expect(text.replaceAll("\n ", " ")).toContain("List-Unsubscribe: <https://hub.example/unsubscribe?token=x>");
  expect(text).toContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  expect(text).toContain("Content-Type: text/plain");
  expect(text).toContain("Read &lt;this&gt;");
});

test.each([
  ["550 nobody here", true],
  ["451 later", false],
])("smtpMailer says of %s whether it is for good", async (refusal, permanent) => {
  await using post = await startSmtp((command) => (command.startsWith("RCPT") ? refusal : undefined));
  using mailer = smtpMailer({ url: post.url, from: "hub@example.org" });
  const failure: unknown = await mailer.send(mail).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(MailError);
  expect(failure).toMatchObject({ permanent });
});

test("smtpMailer sends nothing in clear to another machine", async () => {
  await using post = await startSmtp((command) => (command === "STARTTLS" ? "502 not here" : undefined));
  // The same server by an address that does not say that it is this machine; it offers no STARTTLS.
  const { port } = new URL(post.url);
  using mailer = smtpMailer({ url: `smtp://0.0.0.0:${port}`, from: "hub@example.org" });
  await expect(mailer.send(mail)).rejects.toBeInstanceOf(MailError);
  expect(post.received).toEqual([]);
});
