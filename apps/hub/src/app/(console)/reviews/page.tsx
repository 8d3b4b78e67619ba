import { listReviews } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { DecidedList, DeskList } from "../../../reviews/desk-list.tsx";
import { ask, requireSession } from "../../../trpc/ask.ts";
import { LinkButton } from "../../../ui/link-button.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Stack } from "../../../ui/stack.tsx";

export const metadata: Metadata = { title: "Reviews" };

export default async function ReviewsPage() {
  const { tenant } = await requireSession();
  const { waiting, decided } = await ask(listReviews, {});
  return (
    <Page>
      <PageHead
        title="Reviews"
        lead={
          <>Nothing reaches a fleet of {tenant.name} before an admin has seen what the gate found and said yes here.</>
        }
      >
        <LinkButton href="/settings/reviews">Review policy</LinkButton>
      </PageHead>
      <Stack>
        <DeskList waiting={waiting} />
        <DecidedList decided={decided} title="Decided" />
      </Stack>
    </Page>
  );
}
