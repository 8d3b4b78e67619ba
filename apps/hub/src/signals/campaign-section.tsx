"use client";

import type { CampaignView } from "@fleet-persona/hub-core";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Badge } from "../ui/badge.tsx";
import { Button } from "../ui/button.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { percent } from "../ui/figures.ts";
import { ItemList } from "../ui/item-list.tsx";
import { LocalTime, useNowSeconds } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { CampaignForm } from "./campaign-form.tsx";
import { CalendarImport } from "./calendar-import.tsx";
import { CampaignTimeline } from "./campaign-timeline.tsx";

type Props = { readonly fleetId: string; readonly campaigns: readonly CampaignView[]; readonly mayAdd: boolean };

/** Planned things that bring people: the next weeks, a form, and a calendar's own file. */
export function CampaignSection({ fleetId, campaigns, mayAdd }: Props) {
  const now = useNowSeconds();
  const remove = useFleetCommand(fleetId, (campaignId: string) => trpc.removeCampaign.mutate({ fleetId, campaignId }));
  const ahead = campaigns.filter(({ phase }) => phase !== "over");
  return (
    <Card id="campaigns" aria-labelledby="campaigns-title">
      <CardHead
        id="campaigns-title"
        title="Campaigns"
        level={3}
        note="the policy sees one that runs, and how long until the next"
      />
      {now !== null && ahead.length > 0 && <CampaignTimeline campaigns={ahead} now={now * 1_000} />}
      {remove.isError && <Notice tone="bad">{sentenceOf(remove.error)}</Notice>}
      {ahead.length === 0 ? (
        <p className="min-w-0 p-4 text-muted">
          Nothing is planned. A campaign tells the policy of visitors before they come.
        </p>
      ) : (
        <ItemList aria-label="Planned campaigns">
          {ahead.map((campaign) => (
            <li key={campaign.campaignId}>
              <div>
                <p>
                  <span className="font-medium">{campaign.name}</span>{" "}
                  <Badge tone={campaign.phase === "running" ? "good" : "neutral"}>{campaign.phase}</Badge>{" "}
                  <span className="font-mono whitespace-nowrap tabular-nums text-12">{percent(campaign.weight)}</span>
                </p>
                <p className="text-muted text-12">
                  <LocalTime at={campaign.startsAt} as="full" /> until <LocalTime at={campaign.endsAt} as="full" /> ·{" "}
                  {campaign.addedBy}
                  {campaign.uid !== null && " · from a calendar"}
                </p>
              </div>
              {mayAdd && (
                <Button
                  disabled={remove.isPending}
                  aria-label={`Remove ${campaign.name}`}
                  onClick={() => remove.mutate(campaign.campaignId)}
                >
                  Remove
                </Button>
              )}
            </li>
          ))}
        </ItemList>
      )}
      {mayAdd && (
        <>
          <CampaignForm fleetId={fleetId} />
          <CalendarImport fleetId={fleetId} />
        </>
      )}
    </Card>
  );
}
