import { getNoticeChoices, kindWords, listFollows, listWebhooks, storeEventKinds } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayApprove } from "../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { Card, CardHead } from "../../../../ui/card.tsx";
import { LinkButton } from "../../../../ui/link-button.tsx";
import { Notice } from "../../../../ui/notice.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";
import { Stack } from "../../../../ui/stack.tsx";
import { ChoiceTable } from "../../../../watching/choice-table.tsx";
import { FollowList } from "../../../../watching/follow-list.tsx";
import { WebhooksSection } from "../../../../watching/webhooks-section.tsx";

export const metadata: Metadata = { title: "What comes how" };

export default async function NoticeSettings() {
  const [choices, follows, { actor, tenant }] = await Promise.all([
    ask(getNoticeChoices, {}),
    ask(listFollows, {}),
    requireSession(),
  ]);
  const isAdmin = mayApprove(actor.role);
  const kinds = storeEventKinds.map((kind) => ({ kind, words: kindWords(kind) }));
  return (
    <Page width="narrow">
      <PageHead title="What comes how" lead={`Notices of the store, for you in ${tenant.name}.`}>
        <LinkButton href="/notices">To your notices</LinkButton>
      </PageHead>
      <Stack>
        <Card>
          <CardHead title="Kinds" note="Mail of advisories and revocations comes at once, all other as one mail." />
          <ChoiceTable initial={choices.map((choice) => ({ ...choice, words: kindWords(choice.kind) }))} />
        </Card>
        <Card>
          <CardHead title="What you follow" />
          <FollowList follows={follows} path="/settings/notices" mayForTenant={isAdmin} />
        </Card>
        <section aria-labelledby="webhooks-title">
          <h2 id="webhooks-title" className="mb-1">
            Webhooks
          </h2>
          <p className="mb-3 max-w-read text-muted">
            What {tenant.name} got or follows as a tenant, sent to an address of yours as it happens.
          </p>
          {isAdmin ? (
            <WebhooksSection initial={await ask(listWebhooks, {})} kinds={kinds} />
          ) : (
            <Notice>An admin of {tenant.name} can add an endpoint.</Notice>
          )}
        </section>
      </Stack>
    </Page>
  );
}
