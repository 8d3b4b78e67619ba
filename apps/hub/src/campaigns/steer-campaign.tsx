"use client";

import type { VariationCampaignView } from "@fleet-persona/hub-core";
import { useQueryClient } from "@tanstack/react-query";
import { trpc } from "../trpc/client.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import type { ButtonTone } from "../ui/button-look.ts";
import { campaignKey } from "./use-campaign.ts";

type Steering = "pause" | "resume" | "end";
type Props = { readonly campaign: VariationCampaignView };

const words: Record<
  Steering,
  { readonly label: string; readonly question: string; readonly consequence: string; readonly tone: ButtonTone }
> = {
  pause: {
    label: "Pause",
    question: "Pause the campaign?",
    consequence: "It begins no further experiment until somebody lets it go on. The one under way runs to its end.",
    tone: "plain",
  },
  resume: {
    label: "Go on",
    question: "Let the campaign go on?",
    consequence: "It proposes what to try next within its bounds and budget.",
    tone: "primary",
  },
  end: {
    label: "End",
    question: "End the campaign?",
    consequence:
      "Its experiment is stopped and what was in charge before is in charge again. Winners that it adopted stay. It cannot be opened again; another one can.",
    tone: "danger",
  },
};

/** Pause, go on, end: each says what follows before it does it. */
export function SteerCampaign({ campaign }: Props) {
  if (campaign.status === "ended") return null;
  const steerings: readonly Steering[] = campaign.status === "open" ? ["pause", "end"] : ["resume", "end"];
  return steerings.map((steering) => <SteerButton key={steering} steering={steering} campaign={campaign} />);
}

function SteerButton({ steering, campaign: { campaignId } }: Props & { readonly steering: Steering }) {
  const queries = useQueryClient();
  const steer = async (reason: string): Promise<void> => {
    queries.setQueryData(campaignKey(campaignId), await tell(steering, { campaignId, reason }));
  };
  return <AskFirst {...words[steering]} yes={words[steering].label} no="Leave it" tell={steer} />;
}

type Input = Pick<VariationCampaignView, "campaignId"> & { readonly reason: string };

function tell(steering: Steering, input: Input): Promise<VariationCampaignView> {
  switch (steering) {
    case "pause":
      return trpc.pauseVariationCampaign.mutate(input);
    case "resume":
      return trpc.resumeVariationCampaign.mutate(input);
    case "end":
      return trpc.endVariationCampaign.mutate(input);
  }
  return steering satisfies never;
}
