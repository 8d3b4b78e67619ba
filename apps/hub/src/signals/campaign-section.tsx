"use client";

import type { CampaignView } from "@fleet-persona/hub-core";
import { useFleetCommand } from "../fleet/use-fleet-command.ts";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { percent } from "../ui/figures.ts";
import { LocalTime, useNowSeconds } from "../ui/local-time.tsx";
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
    <section className="card" id="campaigns" aria-labelledby="campaigns-title">
      <div className="card-head">
        <h3 id="campaigns-title">Campaigns</h3>
        <p>the policy sees one that runs, and how long until the next</p>
      </div>
      {now !== null && ahead.length > 0 && <CampaignTimeline campaigns={ahead} now={now * 1_000} />}
      {remove.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(remove.error)}
        </p>
      )}
      {ahead.length === 0 ? (
        <p className="card-body muted">Nothing is planned. A campaign tells the policy of visitors before they come.</p>
      ) : (
        <ul role="list" className="told" aria-label="Planned campaigns">
          {ahead.map((campaign) => (
            <li key={campaign.campaignId}>
              <div>
                <p>
                  <span className="strong">{campaign.name}</span>{" "}
                  <span className={campaign.phase === "running" ? "badge badge-good" : "badge"}>{campaign.phase}</span>{" "}
                  <span className="figure tiny">{percent(campaign.weight)}</span>
                </p>
                <p className="muted tiny">
                  <LocalTime at={campaign.startsAt} as="full" /> until <LocalTime at={campaign.endsAt} as="full" /> ·{" "}
                  {campaign.addedBy}
                  {campaign.uid !== null && " · from a calendar"}
                </p>
              </div>
              {mayAdd && (
                <button
                  className="button"
                  type="button"
                  disabled={remove.isPending}
                  aria-label={`Remove ${campaign.name}`}
                  onClick={() => remove.mutate(campaign.campaignId)}
                >
                  Remove
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayAdd && (
        <>
          <CampaignForm fleetId={fleetId} />
          <CalendarImport fleetId={fleetId} />
        </>
      )}
    </section>
  );
}
