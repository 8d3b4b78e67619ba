"use client";

import type { VariationCampaignId, VariationCampaignView } from "@fleet-persona/hub-core";
import { useQuery } from "@tanstack/react-query";
import type { DefinedUseQueryResult } from "@tanstack/react-query";
import { trpc } from "../trpc/client.ts";

const refreshMs = 5_000;

export const campaignKey = (campaignId: VariationCampaignId): readonly string[] => ["campaign", campaignId];

/** A campaign, kept fresh while somebody looks and it is not over. */
export function useCampaign(initial: VariationCampaignView): DefinedUseQueryResult<VariationCampaignView> {
  const { campaignId } = initial;
  return useQuery({
    queryKey: campaignKey(campaignId),
    queryFn: () => trpc.getVariationCampaign.query({ campaignId }),
    initialData: initial,
    refetchInterval: ({ state }) => ((state.data ?? initial).status === "ended" ? false : refreshMs),
  });
}
