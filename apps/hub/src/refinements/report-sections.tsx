import type { DatasetProvenance, OffPolicyView, RefinementReport, RefinementView } from "@fleet-persona/hub-core";
import { barScale } from "../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../experiments/charts/interval-bar.tsx";
import { Card, CardHead } from "../ui/card.tsx";
import { FactTile, FactTiles } from "../ui/facts.tsx";
import { percent, shownNumber } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { rewardFigure } from "./refinement-words.ts";

type ReportProps = { readonly report: RefinementReport };

/** What the log says of the candidate and of its parent, on hosts that nothing was learned from. */
export function EstimateSection({ report: { evaluation } }: ReportProps) {
  return (
    <Card aria-labelledby="estimate-title">
      <CardHead
        id="estimate-title"
        title="What the log says"
        note="reward a second beside what explored, on hosts it was not learned from, before anything ran"
      />
      <Table caption="Estimates of candidate and parent">
        <thead>
          <tr>
            <Th>Policy</Th>
            <Th>Gain (95 % interval)</Th>
            <Th>Chance of a gain</Th>
            <Th>Worth of the log</Th>
          </tr>
        </thead>
        <tbody>
          <EstimateRow name="Candidate" estimate={evaluation.candidate} />
          <EstimateRow name="Parent's best word" estimate={evaluation.parent} />
        </tbody>
      </Table>
      <p className="p-4 text-12 text-muted">
        Doubly robust off-policy estimate. The worth of the log is its effective sample size: how many stretches, of all
        that were logged, speak of what that policy would have done.
      </p>
    </Card>
  );
}

function EstimateRow({ name, estimate }: { readonly name: string; readonly estimate: OffPolicyView }) {
  const { effective, windows, hosts } = estimate.support;
  const worth = `${shownNumber(effective)} of ${windows} stretches, ${hosts} hosts`;
  if (estimate.kind === "refused")
    return (
      <tr>
        <Th scope="row">{name}</Th>
        <Td className="text-13 text-muted" colSpan={2}>
          no estimate: {estimate.sentence}
        </Td>
        <Td className="text-13">{worth}</Td>
      </tr>
    );
  const { value, low, high } = estimate.gain;
  const interval = value === null || low === null || high === null ? null : { estimate: value, low, high };
  return (
    <tr>
      <Th scope="row">{name}</Th>
      <Td>
        <Row as="span">
          <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">{rewardFigure(estimate.gain)}</span>
          {interval !== null && (
            <IntervalBar
              interval={interval}
              scale={barScale([interval], 1e-6)}
              on="absolute"
              metric={{ title: "gain", unit: "", better: "higher" }}
              className="max-w-[110px]"
            />
          )}
        </Row>
      </Td>
      <Td className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">{percent(estimate.chance)}</Td>
      <Td className="text-13">{worth}</Td>
    </tr>
  );
}

/** What it would do otherwise than its parent. */
export function ChangeSection({ report: { change, training } }: ReportProps) {
  return (
    <Card aria-labelledby="change-title">
      <CardHead
        id="change-title"
        title="What changed"
        note={
          <>
            {training.algorithm}
            {change.divergence !== null && `, ${shownNumber(change.divergence)} nats from its parent on average`}
          </>
        }
      />
      <Table caption="Attributes that it decides otherwise">
        <thead>
          <tr>
            <Th>Attribute</Th>
            <Th>Says something else</Th>
            <Th>On average</Th>
          </tr>
        </thead>
        <tbody>
          {change.attributes.map(({ name, differs, from, to }) => (
            <tr key={name}>
              <Th scope="row" className="font-mono text-[0.93em]">
                {name}
              </Th>
              <Td>in {percent(differs)} of situations</Td>
              <Td className="text-13 text-muted">
                {from === null || to === null ? "a choice" : `${percent(from)} → ${percent(to)} of its range`}
              </Td>
            </tr>
          ))}
        </tbody>
      </Table>
      <p className="p-4 text-12 text-muted">
        {change.settings.length === 0
          ? "Triggers, bounds and adaptation settings are its parent's."
          : change.settings.map(({ name, from, to }) => `${name} ${from} → ${to}`).join(", ")}
      </p>
    </Card>
  );
}

type DatasetProps = { readonly refinement: RefinementView; readonly provenance: DatasetProvenance };

/** Where what it learned from comes from. */
export function DatasetSection({ refinement: { datasetVersion }, provenance }: DatasetProps) {
  const { experiments, tenants, hosts, episodes, steps, personas, from, to } = provenance;
  return (
    <Card aria-labelledby="dataset-title">
      <CardHead
        id="dataset-title"
        title="What it learned from"
        note={
          <>
            <LocalTime at={from} /> to <LocalTime at={to} />
          </>
        }
      />
      <FactTiles className="p-4">
        <FactTile term="Draws">{steps.toLocaleString("en-GB")}</FactTile>
        <FactTile term="Stretches">{episodes.toLocaleString("en-GB")}</FactTile>
        <FactTile term="Hosts">{hosts}</FactTile>
        <FactTile term="Tenants">{tenants.length}</FactTile>
        <FactTile term="Experiments">{experiments.length}</FactTile>
        <FactTile term="Explored by">{personas.map(({ id, version }) => `${id} v${version}`).join(", ")}</FactTile>
        <FactTile term="Dataset">
          <code title={datasetVersion ?? ""}>{datasetVersion?.slice(0, 16)}…</code>
        </FactTile>
      </FactTiles>
      <p className="p-4 text-12 text-muted">
        Every tenant in it agreed to this Persona being learned about, and sees this dataset among what its recordings
        were used for. You see neither who they are nor a row of theirs; the rows themselves are not kept.
      </p>
    </Card>
  );
}
