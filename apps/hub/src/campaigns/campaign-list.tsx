import type { VariationCampaignListItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { LocalTime } from "../ui/local-time.tsx";
import { Meter } from "./meter.tsx";
import { campaignStates, gainedPhrase } from "./campaign-words.ts";

/** Campaigns with what they do now, what they gained, and how much of their budget is used. */
export function CampaignList({ campaigns }: { readonly campaigns: readonly VariationCampaignListItem[] }) {
  return (
    <ul role="list" className="xp-list">
      {campaigns.map((campaign) => {
        const { word, badge, meaning } = campaignStates[campaign.status];
        const { hours, spentHours } = campaign.budget;
        return (
          <li key={campaign.campaignId}>
            <div className="xp-list-what">
              <p className="row">
                <Link className="strong" href={`/experiments/campaigns/${campaign.campaignId}`}>
                  {campaign.name}
                </Link>
                <span className={badge} title={meaning}>
                  {word}
                </span>
              </p>
              <p className="small">{campaign.sentence}</p>
              <p className="tiny muted">
                {campaign.fleetName} · {campaign.rounds} {campaign.rounds === 1 ? "round" : "rounds"} ·{" "}
                {campaign.goal.title}
                {campaign.endedAt === null ? ", until " : ", ended "}
                <LocalTime at={campaign.endedAt ?? campaign.endsAt} as="full" />
              </p>
            </div>
            <div className="xp-list-effect">
              <span className="figure strong">{gainedPhrase(campaign)}</span>
              <Meter used={spentHours} of={hours} unit="h" label="Hours of experiments" />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
