import { listModerationQueue } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { Desk } from "../../../moderation/desk.tsx";
import { caseHref } from "../../../moderation/moderation-words.ts";
import { requireModerator } from "../../../moderation/require-moderator.ts";
import { ask } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";

export const metadata: Metadata = { title: "Moderation" };

export default async function ModerationPage() {
  await requireModerator();
  const [first] = (await ask(listModerationQueue, {})).waiting;
  if (first !== undefined) redirect(caseHref(first));
  return (
    <Desk current={null}>
      <Card>
        <EmptyState title="Nothing to decide">
          Reports and appeals come here. What was decided stays on the left, where it can be taken back.
        </EmptyState>
      </Card>
    </Desk>
  );
}
