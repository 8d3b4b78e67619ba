import { listOutboxMessages } from "@fleet-persona/hub-core";
import type { OutboxMessage } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { hubDeps } from "../../deps.ts";
import { isLoopbackAddress, peerHeader } from "../../net/peer-address.ts";
import { buttonLook } from "../../ui/button-look.ts";
import { Card } from "../../ui/card.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Page, PageHead } from "../../ui/page.tsx";
import { Row } from "../../ui/row.tsx";
import { ShellBar } from "../../ui/shell-bar.tsx";

export const metadata: Metadata = { title: "Outbox" };

export default async function OutboxPage() {
  const { env, core } = hubDeps();
  if (!env.localMode || !isLoopbackAddress((await headers()).get(peerHeader))) notFound();
  const messages = await listOutboxMessages(core, { limit: 30 });
  return (
    <>
      <ShellBar home="/" />
      <main>
        <Page width="narrow">
          <PageHead title="Outbox" lead="Mail this hub would have sent. Local mode only, and only from this machine." />
          {messages.length === 0 ? (
            <Card>
              <EmptyState title="No mail yet" action={{ href: "/sign-in", label: "Go to sign in" }}>
                Ask for a sign-in link and it appears here.
              </EmptyState>
            </Card>
          ) : (
            <ul role="list" className="grid gap-3" aria-label="Messages">
              {messages.map((message) => (
                <Message key={message.messageId} message={message} />
              ))}
            </ul>
          )}
        </Page>
      </main>
    </>
  );
}

function Message({ message }: { readonly message: OutboxMessage }) {
  return (
    <Card as="li" className="grid gap-3 p-4">
      <Row spread>
        <h2>{message.subject}</h2>
        <span className="text-13 text-muted">
          <LocalTime at={message.at} />
        </span>
      </Row>
      <p className="text-13">
        <span className="text-muted">To</span> {message.to}
      </p>
      <p className="text-13 wrap-anywhere whitespace-pre-line text-muted">{message.text}</p>
      {message.url !== null && (
        <div>
          {new URL(message.url).pathname.startsWith("/api/auth/") ? (
            <a className={buttonLook({ tone: "primary" })} href={message.url} aria-label={`Sign in as ${message.to}`}>
              Sign in
            </a>
          ) : (
            <a className={buttonLook({})} href={message.url} aria-label={`Open: ${message.subject}`}>
              Open
            </a>
          )}
        </div>
      )}
    </Card>
  );
}
