"use client";

import type { VariationCampaignView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LogList } from "../experiments/live/log-list.tsx";
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
  const { word, badge, meaning } = campaignStates[campaign.status];
  return (
    <div className="stack">
      <header className="xp-head">
        <p className="tiny">
          <Link href="/experiments">Experiments</Link>{" "}
          <span className="muted">
            / <Link href="/experiments/campaigns">Campaigns</Link> /{" "}
            <Link href={`/fleets/${campaign.fleetId}/experiments`}>{campaign.fleetName}</Link>
          </span>
        </p>
        <div className="xp-head-line">
          <h1>{campaign.name}</h1>
          <div className="row xp-head-actions">{maySteer && <SteerCampaign campaign={campaign} />}</div>
        </div>
        <p className="xp-sentence">{campaign.sentence}</p>
        <div className="row small muted">
          <span className={badge} title={meaning}>
            {word}
          </span>
          <span>{gainedPhrase(campaign)}</span>
          <span>
            on {campaign.goal.title}, {campaign.goal.better} is better
          </span>
        </div>
      </header>
      <div className="xp-columns">
        <div className="stack">
          <NowCard campaign={campaign} />
          <TriedSection tried={campaign.tried} goal={campaign.goal} />
          <LogList steps={campaign.steps} />
        </div>
        <div className="stack">
          <BudgetCard campaign={campaign} />
          <Lineage tried={campaign.tried} gained={campaign.gained} />
        </div>
      </div>
    </div>
  );
}
