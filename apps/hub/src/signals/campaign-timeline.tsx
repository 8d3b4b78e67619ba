import type { CampaignView } from "@fleet-persona/hub-core";

type Props = { readonly campaigns: readonly CampaignView[]; readonly now: number };

const dayMs = 86_400_000;
const days = 28;
const rowHeight = 22;
const most = 8;
const words = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" });

/** The next four weeks, a bar for each campaign; how high its weight is, so strong its colour. */
export function CampaignTimeline({ campaigns, now }: Props) {
  const from = new Date(now).setHours(0, 0, 0, 0);
  const share = (at: number): number => Math.min(100, Math.max(0, (100 * (at - from)) / (days * dayMs)));
  const shown = campaigns.filter(({ startsAt }) => startsAt < from + days * dayMs).slice(0, most);
  const height = Math.max(1, shown.length) * rowHeight;
  return (
    <div className="card-body">
      <div className="timeline" role="img" aria-label={`${shown.length} campaigns in the next four weeks`}>
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" height={height} aria-hidden="true">
          {[7, 14, 21].map((day) => (
            <rect key={day} className="week-tick" x={(100 * day) / days} width="0.15" height={height} />
          ))}
          {shown.map(({ campaignId, startsAt, endsAt, weight }, row) => (
            <rect
              key={campaignId}
              className="timeline-bar"
              x={share(startsAt)}
              y={row * rowHeight + 3}
              width={Math.max(0.6, share(endsAt) - share(startsAt))}
              height={rowHeight - 8}
              fillOpacity={0.25 + 0.75 * weight}
            />
          ))}
          <rect className="timeline-now" x={share(now)} width="0.3" height={height} />
        </svg>
        <div className="week-hours tiny muted" aria-hidden="true">
          {[0, 7, 14, 21, 28].map((day) => (
            <span key={day}>{day === 0 ? "today" : words.format(from + day * dayMs)}</span>
          ))}
        </div>
      </div>
    </div>
  );
}
