import { getModerationCase } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { CaseView } from "../../../../../moderation/case-view.tsx";
import { Desk } from "../../../../../moderation/desk.tsx";
import { requireModerator } from "../../../../../moderation/require-moderator.ts";
import { ask } from "../../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Moderation" };

type Props = { readonly params: Promise<{ readonly kind: string; readonly thingId: string }> };

export default async function CasePage({ params }: Props) {
  await requireModerator();
  const { kind, thingId } = await params;
  const subject = await ask(getModerationCase, { kind: kind as "review", thingId });
  return (
    <Desk current={{ kind: subject.kind, thingId }}>
      <CaseView subject={subject} key={`${kind}:${thingId}`} />
    </Desk>
  );
}
