import { readTrial, trialIdSchema } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayOperate } from "../../../../fleet/may.ts";
import { TrialPage } from "../../../../trials/trial-page.tsx";
import { ask, requireSession } from "../../../../trpc/ask.ts";

export const metadata: Metadata = { title: "Trial" };

type Props = { readonly params: Promise<{ readonly trialId: string }> };

export default async function Trial({ params }: Props) {
  const parsed = trialIdSchema.safeParse((await params).trialId);
  if (!parsed.success) notFound();
  const [trial, { actor }] = await Promise.all([ask(readTrial, { trialId: parsed.data }), requireSession()]);
  return <TrialPage initial={trial} mayCancel={mayOperate(actor.role)} />;
}
