import type { CampaignView } from "@fleet-persona/hub-core";
import { CardBody } from "../ui/card.tsx";

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
    <CardBody>
      <div
        className="[&_svg]:block [&_svg]:w-full [&_svg]:bg-sunk"
        role="img"
        aria-label={`${shown.length} campaigns in the next four weeks`}
      >
        <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" height={height} aria-hidden="true">
          {[7, 14, 21].map((day) => (
            <rect key={day} className="fill-line-strong" x={(100 * day) / days} width="0.15" height={height} />
          ))}
          {shown.map(({ campaignId, startsAt, endsAt, weight }, row) => (
            <rect
              key={campaignId}
              className="fill-data-4"
              x={share(startsAt)}
              y={row * rowHeight + 3}
              width={Math.max(0.6, share(endsAt) - share(startsAt))}
              height={rowHeight - 8}
              fillOpacity={0.25 + 0.75 * weight}
            />
          ))}
          <rect className="fill-text" x={share(now)} width="0.3" height={height} />
        </svg>
        <div className="flex justify-between font-mono text-12 text-muted" aria-hidden="true">
          {[0, 7, 14, 21, 28].map((day) => (
            <span key={day}>{day === 0 ? "today" : words.format(from + day * dayMs)}</span>
          ))}
        </div>
      </div>
    </CardBody>
  );
}
