import { listOutboxMessages } from "@fleet-persona/hub-core";
import type { OutboxMessage } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { headers } from "next/headers";
import { notFound } from "next/navigation";
import { hubDeps } from "../../deps.ts";
import { isLoopbackAddress, peerHeader } from "../../net/peer-address.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
import { LocalTime } from "../../ui/local-time.tsx";
import { Wordmark } from "../../ui/wordmark.tsx";

export const metadata: Metadata = { title: "Outbox" };

export default async function OutboxPage() {
  const { env, core } = hubDeps();
  if (!env.localMode || !isLoopbackAddress((await headers()).get(peerHeader))) notFound();
  const messages = await listOutboxMessages(core, { limit: 30 });
  return (
    <>
      <header className="bar">
        <Wordmark href="/" />
      </header>
      <main className="page page-narrow">
        <div className="page-head">
          <div>
            <h1>Outbox</h1>
            <p>Mail this hub would have sent. Local mode only, and only from this machine.</p>
          </div>
        </div>
        {messages.length === 0 ? (
          <div className="card">
            <EmptyState title="No mail yet" action={{ href: "/sign-in", label: "Go to sign in" }}>
              Ask for a sign-in link and it appears here.
            </EmptyState>
          </div>
        ) : (
          <ul role="list" className="stack stack-small" aria-label="Messages">
            {messages.map((message) => (
              <Message key={message.messageId} message={message} />
            ))}
          </ul>
        )}
      </main>
    </>
  );
}

function Message({ message }: { readonly message: OutboxMessage }) {
  return (
    <li className="card card-body stack stack-small">
      <div className="row spread">
        <h2>{message.subject}</h2>
        <span className="muted small">
          <LocalTime at={message.at} />
        </span>
      </div>
      <p className="small">
        <span className="muted">To</span> {message.to}
      </p>
      <p className="muted small">{message.text}</p>
      {message.url !== null && (
        <div>
          <a className="button button-primary" href={message.url} aria-label={`Sign in as ${message.to}`}>
            Sign in
          </a>
        </div>
      )}
    </li>
  );
}
