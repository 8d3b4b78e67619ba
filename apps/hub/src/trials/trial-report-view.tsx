import type { TrialReport } from "@fleet-persona/hub-core";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { EstimateSection } from "./estimate-section.tsx";
import { TrialFigures } from "./trial-figures.tsx";
import { TrialLanes } from "./trial-lanes.tsx";
import { hoursPhrase } from "./trial-words.ts";

/** Everything a trial found: what it would have done, how far it agrees, and the effect where it can be estimated. */
export function TrialReportView({ report }: { readonly report: TrialReport }) {
  const { recorded, host, shadow } = report;
  return (
    <div className="stack">
      <section className="card" aria-labelledby="shadow-title">
        <div className="card-head">
          <h2 id="shadow-title">What it would have done</h2>
          <p>
            {shownNumber(recorded.moments)} moments of {host.name}
            {host.of > 1 && `, one of ${host.of} hosts`}, every {shownNumber(recorded.interval_s)} s
          </p>
        </div>
        <TrialFigures report={report} />
        <div className="card-body">
          <TrialLanes report={report} />
        </div>
        <div className="card-foot">
          It decides on the signals as they were, from <LocalTime at={recorded.since} as="full" /> to{" "}
          <LocalTime at={recorded.until} as="full" /> ({hoursPhrase((recorded.until - recorded.since) / 60_000)}
          {recorded.truncated && ", the newest of what was recorded"}), with its own configuration carried forward. The
          service did not answer to what it would have changed: for that see the estimate. Bounds are its own and your
          document's; a host's own file may be narrower.
          {recorded.missing_signals.length > 0 && ` Not recorded here: ${recorded.missing_signals.join(", ")}.`}
        </div>
      </section>
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
    </div>
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
    <section className="card" aria-label={title}>
      <div className="card-head">
        <h2>{title}</h2>
        <p>
          {percent(share, 1)} {of}
        </p>
      </div>
      <div className="card-body">
        {parts.length === 0 ? (
          <p className="muted">{none}</p>
        ) : (
          <ul role="list" className="trial-shares">
            {parts.map((part) => (
              <li key={part.name}>
                <span>{part.name.replaceAll("-", " ")}</span>
                <svg className="trial-share-bar" width="100%" height="8" aria-hidden="true">
                  <rect className="trial-share-all" width="100%" height="8" rx="4" />
                  <rect className="trial-share-part" width={`${Math.max(0.5, 100 * part.share)}%`} height="8" rx="4" />
                </svg>
                <span className="figure">{percent(part.share, 1)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
