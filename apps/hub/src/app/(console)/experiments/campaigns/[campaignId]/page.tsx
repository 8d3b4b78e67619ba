import { getVariationCampaign, variationCampaignIdSchema } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { CampaignPage } from "../../../../../campaigns/campaign-page.tsx";
import { mayApprove } from "../../../../../fleet/may.ts";
import { ask, requireSession } from "../../../../../trpc/ask.ts";
import { Page } from "../../../../../ui/page.tsx";

export const metadata: Metadata = { title: "Campaign" };

type Props = { readonly params: Promise<{ readonly campaignId: string }> };

export default async function OneCampaignPage({ params }: Props) {
  const parsed = variationCampaignIdSchema.safeParse((await params).campaignId);
  if (!parsed.success) notFound();
  const [campaign, { actor }] = await Promise.all([
    ask(getVariationCampaign, { campaignId: parsed.data }),
    requireSession(),
  ]);
  return (
    <Page>
      <CampaignPage initial={campaign} maySteer={mayApprove(actor.role)} />
    </Page>
  );
}
