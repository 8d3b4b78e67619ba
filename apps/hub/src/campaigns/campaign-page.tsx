"use client";

import type { VariationCampaignView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LogList } from "../experiments/live/log-list.tsx";
import { Badge } from "../ui/badge.tsx";
import { Columns } from "../ui/columns.tsx";
import { Stack } from "../ui/stack.tsx";
import { SubjectHead } from "../ui/subject-head.tsx";
import { BudgetCard } from "./budget-card.tsx";
import { campaignStates, gainedPhrase } from "./campaign-words.ts";
import { Lineage } from "./lineage.tsx";
import { NowCard } from "./now-card.tsx";
import { SteerCampaign } from "./steer-campaign.tsx";
import { TriedSection } from "./tried-section.tsx";
import { useCampaign } from "./use-campaign.ts";

type Props = { readonly initial: VariationCampaignView; readonly maySteer: boolean };

/** One campaign as it goes: its sentence, what it tries now, what came of everything before, and what it may still use. */
export function CampaignPage({ initial, maySteer }: Props) {
  const { data: campaign } = useCampaign(initial);
  const { word, tone, meaning } = campaignStates[campaign.status];
  return (
    <Stack>
      <SubjectHead
        above={
          <>
            <Link href="/experiments">Experiments</Link>{" "}
            <span className="text-muted">
              / <Link href="/experiments/campaigns">Campaigns</Link> /{" "}
              <Link href={`/fleets/${campaign.fleetId}/experiments`}>{campaign.fleetName}</Link>
            </span>
          </>
        }
        title={campaign.name}
        sentence={campaign.sentence}
        actions={maySteer && <SteerCampaign campaign={campaign} />}
      >
        <Badge tone={tone} title={meaning}>
          {word}
        </Badge>
        <span>{gainedPhrase(campaign)}</span>
        <span>
          on {campaign.goal.title}, {campaign.goal.better} is better
        </span>
      </SubjectHead>
      <Columns
        aside={
          <>
            <BudgetCard campaign={campaign} />
            <Lineage tried={campaign.tried} gained={campaign.gained} />
          </>
        }
      >
        <NowCard campaign={campaign} />
        <TriedSection tried={campaign.tried} goal={campaign.goal} />
        <LogList steps={campaign.steps} />
      </Columns>
    </Stack>
  );
}
