import { listOwnHolds } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { OwnHoldCard } from "../../../moderation/own-hold.tsx";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Stack } from "../../../ui/stack.tsx";

export const metadata: Metadata = { title: "Hidden by moderators" };

export default async function AppealsPage() {
  const [holds, { actor }] = await Promise.all([ask(listOwnHolds, {}), requireSession()]);
  return (
    <Page width="narrow">
      <PageHead
        title="Hidden by moderators"
        lead="What of your tenant's was hidden in the store, why, and your one appeal against it."
      />
      {holds.length === 0 ? (
        <Card>
          <EmptyState title="Nothing of yours was hidden" action={{ href: "/library", label: "Go to your library" }}>
            If a moderator ever hides a review, an answer or a listing of yours, the reason is here, with a way to
            appeal.
          </EmptyState>
        </Card>
      ) : (
        <Stack gap="medium">
          {holds.map((hold) => (
            <OwnHoldCard key={hold.holdId} hold={hold} mayAppeal={actor.role !== "viewer"} />
          ))}
        </Stack>
      )}
    </Page>
  );
}
