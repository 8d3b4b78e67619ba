import { getRefinement, refinementIdSchema } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { RefinementPage } from "../../../../../refinements/refinement-page.tsx";
import { RefreshWhilePending } from "../../../../../reviews/refresh-while-pending.tsx";
import { ask } from "../../../../../trpc/ask.ts";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Refinement" };

type Props = { readonly params: Promise<{ readonly refinementId: string }> };

export default async function OneRefinementPage({ params }: Props) {
  const parsed = refinementIdSchema.safeParse((await params).refinementId);
  if (!parsed.success) notFound();
  const refinement = await ask(getRefinement, { refinementId: parsed.data });
  const under = refinement.state === "queued" || refinement.state === "running";
  return (
    <Page>
      {under && <RefreshWhilePending />}
      <RefinementPage refinement={refinement} />
    </Page>
  );
}
