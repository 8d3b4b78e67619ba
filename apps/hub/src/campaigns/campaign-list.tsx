import type { VariationCampaignListItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Badge } from "../ui/badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { campaignStates, gainedPhrase } from "./campaign-words.ts";
import { Meter } from "./meter.tsx";

/** Campaigns with what they do now, what they gained, and how much of their budget is used. */
export function CampaignList({ campaigns }: { readonly campaigns: readonly VariationCampaignListItem[] }) {
  return (
    <ul role="list" className="divide-y divide-line">
      {campaigns.map((campaign) => {
        const { word, tone, meaning } = campaignStates[campaign.status];
        const { hours, spentHours } = campaign.budget;
        return (
          <li
            key={campaign.campaignId}
            className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-6 gap-y-2 p-4 sm:grid-cols-[minmax(0,1fr)_190px]"
          >
            <div className="grid min-w-0 gap-1">
              <Row as="p">
                <Link className="font-medium" href={`/experiments/campaigns/${campaign.campaignId}`}>
                  {campaign.name}
                </Link>
                <Badge tone={tone} title={meaning}>
                  {word}
                </Badge>
              </Row>
              <p className="text-13">{campaign.sentence}</p>
              <p className="text-12 text-muted">
                {campaign.fleetName} · {campaign.rounds} {campaign.rounds === 1 ? "round" : "rounds"} ·{" "}
                {campaign.goal.title}
                {campaign.endedAt === null ? ", until " : ", ended "}
                <LocalTime at={campaign.endedAt ?? campaign.endsAt} as="full" />
              </p>
            </div>
            <div className="grid justify-items-start gap-1">
              <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums font-medium">
                {gainedPhrase(campaign)}
              </span>
              <Meter used={spentHours} of={hours} unit="h" label="Hours of experiments" />
            </div>
          </li>
        );
      })}
    </ul>
  );
}
