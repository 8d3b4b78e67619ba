import { listApiTokens } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { mayOperate } from "../../../../fleet/may.ts";
import { TokensPage } from "../../../../settings/tokens-page.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";
import { LinkButton } from "../../../../ui/link-button.tsx";
import { Notice } from "../../../../ui/notice.tsx";
import { Page, PageHead } from "../../../../ui/page.tsx";

export const metadata: Metadata = { title: "API tokens" };

export default async function Tokens() {
  const { actor, tenant, user } = await requireSession();
  return (
    <Page width="narrow">
      <PageHead
        title="API tokens"
        lead={<>For programs that act on {tenant.name}: the fleet command line, a pipeline, a till.</>}
      >
        <LinkButton href="/docs/api" prefetch={false}>
          What the API does
        </LinkButton>
      </PageHead>
      {mayOperate(actor.role) ? (
        <TokensPage initial={await ask(listApiTokens, {})} role={actor.role} userMail={user.email} />
      ) : (
        <Notice>You are a viewer here. An operator of this tenant can make tokens.</Notice>
      )}
    </Page>
  );
}
