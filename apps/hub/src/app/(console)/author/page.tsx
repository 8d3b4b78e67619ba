import { getAuthorDesk, listPublishers } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { DeskTable } from "../../../author/desk-table.tsx";
import { DeskTasks } from "../../../author/desk-tasks.tsx";
import { AnswerReviews } from "../../../buyer-reviews/answer-reviews.tsx";
import { hubDeps } from "../../../deps.ts";
import { mayApprove } from "../../../fleet/may.ts";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Stack } from "../../../ui/stack.tsx";

export const metadata: Metadata = { title: "Your Personas" };

export default async function AuthorPage() {
  const [{ tasks, listings }, publishers, { actor, tenant }] = await Promise.all([
    ask(getAuthorDesk, {}),
    ask(listPublishers, {}),
    requireSession(),
  ]);
  const maySpeak = mayApprove(actor.role);
  return (
    <Page>
      <PageHead
        title="Your Personas"
        lead={
          <>
            What {tenant.name} publishes, and what it says of each version.{" "}
            {publishers.map(({ slug, displayName }, place) => (
              <span key={slug}>
                {place === 0 ? "As " : ", "}
                <Link href={`/author/${slug}`}>{displayName}</Link>
              </span>
            ))}
          </>
        }
      >
        <div className="flex flex-wrap gap-2">
          <LinkButton href="/author/money">What you earn</LinkButton>
          {maySpeak && (
            <LinkButton tone="primary" href="/author/publish">
              Publish a version
            </LinkButton>
          )}
        </div>
      </PageHead>
      <Stack>
        {listings.length === 0 && (
          <Card>
            <EmptyState title="You publish nothing yet" action={{ href: "/author/publish", label: "Publish a bundle" }}>
              Make one with <code>persona init</code>, train it, sign it, and publish it here or with{" "}
              <code>persona publish</code>.
            </EmptyState>
          </Card>
        )}
        {listings.length > 0 && !maySpeak && (
          <Notice>An admin of {tenant.name} can publish, set terms, and deprecate, yank and revoke versions.</Notice>
        )}
        <DeskTasks tasks={tasks} />
        {listings.length > 0 && <DeskTable listings={listings} now={hubDeps().core.now().getTime()} />}
        {listings.length > 0 && <AnswerReviews sellerName={publishers[0]?.displayName ?? tenant.name} />}
      </Stack>
    </Page>
  );
}
