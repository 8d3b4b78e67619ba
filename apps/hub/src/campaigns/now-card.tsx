import { VARIABLE_SETTINGS } from "@fleet-persona/experiments";
import type { VariationCampaignView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { StatusBadge } from "../experiments/status-badge.tsx";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";

/** What it tries now, or what it waits for. */
export function NowCard({ campaign }: { readonly campaign: VariationCampaignView }) {
  const { current, waiting, status } = campaign;
  if (status === "ended") return null;
  return (
    <Card aria-labelledby="now-title">
      <CardHead id="now-title" title={current === null ? "Now" : `Round ${current.round}`}>
        {current !== null && (
          <p>
            since <LocalTime at={current.since} />
          </p>
        )}
      </CardHead>
      <CardBody className="grid gap-3">
        {waiting !== null && (
          <Notice tone="warn" role="status">
            {waiting.sentence} Since <LocalTime at={waiting.since} />.
          </Notice>
        )}
        {current === null && waiting === null && <p className="text-13 text-muted">{campaign.sentence}</p>}
        {current !== null && <Trying current={current} control={campaign.control} />}
      </CardBody>
    </Card>
  );
}

type TryingProps = {
  readonly current: NonNullable<VariationCampaignView["current"]>;
  readonly control: VariationCampaignView["control"];
};

function Trying({ current: { variations, experiment }, control }: TryingProps) {
  return (
    <>
      <ul role="list" className="divide-y divide-line">
        <li className="grid gap-0.5 py-2">
          <span className="text-13 font-medium">In charge</span>
          <span className="text-12 text-muted">{control === null ? "" : sayValues(control.values)}</span>
        </li>
        {variations.map(({ key, title, what }) => (
          <li key={key} className="grid gap-0.5 py-2">
            <span className="text-13 font-medium">{what.kind === "version" ? title : "Other settings"}</span>
            <span className="text-12 text-muted">
              {what.kind === "version" ? "an approved version" : sayValues(what.values)}
            </span>
          </li>
        ))}
      </ul>
      {experiment === null ? (
        <p className="text-13 text-muted">Its experiment is being planned.</p>
      ) : (
        <Row as="p" className="text-13">
          <Link href={`/experiments/${experiment.experimentId}`}>{experiment.name}</Link>
          <StatusBadge status={experiment.status} />
        </Row>
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
