import type { TrialReport } from "@fleet-persona/hub-core";
import { Card, CardBody, CardFoot, CardHead } from "../ui/card.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { ShareBar } from "../ui/share-bar.tsx";
import { Stack } from "../ui/stack.tsx";
import { EstimateSection } from "./estimate-section.tsx";
import { TrialFigures } from "./trial-figures.tsx";
import { TrialLanes } from "./trial-lanes.tsx";
import { hoursPhrase } from "./trial-words.ts";

/** Everything a trial found: what it would have done, how far it agrees, and the effect where it can be estimated. */
export function TrialReportView({ report }: { readonly report: TrialReport }) {
  const { recorded, host, shadow } = report;
  return (
    <Stack>
      <Card aria-labelledby="shadow-title">
        <CardHead
          id="shadow-title"
          title="What it would have done"
          note={
            <>
              {shownNumber(recorded.moments)} moments of {host.name}
              {host.of > 1 && `, one of ${host.of} hosts`}, every {shownNumber(recorded.interval_s)} s
            </>
          }
        />
        <TrialFigures report={report} />
        <CardBody>
          <TrialLanes report={report} />
        </CardBody>
        <CardFoot>
          It decides on the signals as they were, from <LocalTime at={recorded.since} as="full" /> to{" "}
          <LocalTime at={recorded.until} as="full" /> ({hoursPhrase((recorded.until - recorded.since) / 60_000)}
          {recorded.truncated && ", the newest of what was recorded"}), with its own configuration carried forward. The
          service did not answer to what it would have changed: for that see the estimate. Bounds are its own and your
          document's; a host's own file may be narrower.
          {recorded.missing_signals.length > 0 && ` Not recorded here: ${recorded.missing_signals.join(", ")}.`}
        </CardFoot>
      </Card>
      <Shares
        title="What held it back"
        none="No guard held anything back."
        of="of the decisions were held by a guard"
        share={shadow.guard_share}
        parts={shadow.held_by}
      />
      <Shares
        title="When the fallback would have decided"
        none="Never."
        of="of the decisions were the fallback's"
        share={shadow.fallback_share}
        parts={shadow.fallback_because}
      />
      <EstimateSection estimate={report.estimate} />
    </Stack>
  );
}

type SharesProps = {
  readonly title: string;
  readonly none: string;
  readonly of: string;
  readonly share: number;
  readonly parts: readonly { readonly name: string; readonly share: number }[];
};

function Shares({ title, none, of, share, parts }: SharesProps) {
  return (
    <Card aria-label={title}>
      <CardHead
        title={title}
        note={
          <>
            {percent(share, 1)} {of}
          </>
        }
      />
      <CardBody>
        {parts.length === 0 ? (
          <p className="text-muted">{none}</p>
        ) : (
          <ul
            role="list"
            className="grid gap-1.5 [&>li]:grid [&>li]:grid-cols-[minmax(0,1fr)_minmax(0,2fr)_64px] [&>li]:items-center [&>li]:gap-3 [&>li]:text-13 [&_span:last-child]:text-right"
          >
            {parts.map((part) => (
              <li key={part.name}>
                <span>{part.name.replaceAll("-", " ")}</span>
                <ShareBar share={part.share} />
                <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">{percent(part.share, 1)}</span>
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}
