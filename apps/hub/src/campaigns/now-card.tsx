import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { VariationCampaignView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { StatusBadge } from "../experiments/status-badge.tsx";
import { LocalTime } from "../ui/local-time.tsx";

/** What it tries now, or what it waits for. */
export function NowCard({ campaign }: { readonly campaign: VariationCampaignView }) {
  const { current, waiting, status } = campaign;
  if (status === "ended") return null;
  return (
    <section className="card" aria-labelledby="now-title">
      <div className="card-head">
        <h2 id="now-title">{current === null ? "Now" : `Round ${current.round}`}</h2>
        {current !== null && (
          <p>
            since <LocalTime at={current.since} />
          </p>
        )}
      </div>
      <div className="card-body stack stack-small">
        {waiting !== null && (
          <p className="notice notice-warn" role="status">
            {waiting.sentence} Since <LocalTime at={waiting.since} />.
          </p>
        )}
        {current === null && waiting === null && <p className="muted small">{campaign.sentence}</p>}
        {current !== null && <Trying current={current} control={campaign.control} />}
      </div>
    </section>
  );
}

type TryingProps = {
  readonly current: NonNullable<VariationCampaignView["current"]>;
  readonly control: VariationCampaignView["control"];
};

function Trying({ current: { variations, experiment }, control }: TryingProps) {
  return (
    <>
      <ul role="list" className="cp-trying">
        <li>
          <span className="small strong">In charge</span>
          <span className="tiny muted">{control === null ? "" : sayValues(control.values)}</span>
        </li>
        {variations.map(({ key, title, what }) => (
          <li key={key}>
            <span className="small strong">{what.kind === "version" ? title : "Other settings"}</span>
            <span className="tiny muted">
              {what.kind === "version" ? "an approved version" : sayValues(what.values)}
            </span>
          </li>
        ))}
      </ul>
      {experiment === null ? (
        <p className="muted small">Its experiment is being planned.</p>
      ) : (
        <p className="row small">
          <Link href={`/experiments/${experiment.experimentId}`}>{experiment.name}</Link>
          <StatusBadge status={experiment.status} />
        </p>
      )}
    </>
  );
}

function sayValues(values: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => {
      const known = VARIABLE_SETTINGS[name as keyof typeof VARIABLE_SETTINGS];
      return value === undefined ? [] : [`${known.title} ${value}${known.unit === "s" ? " s" : ""}`];
    })
    .join(", ");
}
