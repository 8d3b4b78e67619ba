import type { Comparison, Metric } from "@fleet-persona/experiments";
import type { ExperimentView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { percent, shownNumber } from "../../ui/figures.ts";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Tag } from "../../ui/tag.tsx";
import { barScale } from "../charts/bar-scale.ts";
import type { BarScale } from "../charts/bar-scale.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { intervalFigure, metricFigure, relativeFigure } from "../effect-words.ts";
import { shownP } from "../live/sample-ratio.ts";
import { Term } from "../term.tsx";

type Props = { readonly experiment: Pick<ExperimentView, "plan" | "figures" | "arms"> };

/** Every metric of every arm beside the control, with all that was reckoned. */
export function ComparisonsTable({ experiment: { plan, figures, arms } }: Props) {
  if (figures === null || figures.comparisons.length === 0) return null;
  const titles = new Map(arms.map(({ name, title }) => [name, title]));
  const scale = barScale(
    figures.comparisons.flatMap(({ sequential }) => sequential.relative ?? []),
    plan.minimumEffect,
  );
  return (
    <Card aria-labelledby="numbers-title">
      <CardHead id="numbers-title" title="All numbers" note="each arm beside the control; the first interval decides" />
      <Table caption="Every metric of every arm">
        <NumberHeads />
        <tbody>
          {figures.comparisons.map((comparison) => {
            const metric = plan.metrics.find(({ name }) => name === comparison.metric);
            if (metric === undefined) return null;
            return (
              <Row
                key={`${comparison.metric}/${comparison.arm}`}
                {...{ comparison, metric, scale }}
                title={titles.get(comparison.arm) ?? comparison.arm}
                decides={comparison.metric === plan.goal}
              />
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}

function NumberHeads() {
  return (
    <thead>
      <tr>
        <Th>Metric, arm</Th>
        <Th num>Control</Th>
        <Th num>Arm</Th>
        <Th>Effect</Th>
        <Th num>
          <Term of="interval">Any-time interval</Term>
        </Th>
        <Th num title="Would hold if somebody had looked only once">
          One look
        </Th>
        <Th num title="Corrected for the other comparisons">
          Adjusted p
        </Th>
        <Th num title="Under a flat prior">
          Chance to win
        </Th>
        <Th num title="Mann-Whitney with the Hodges-Lehmann shift: what tails cannot fool">
          By ranks
        </Th>
        <Th num title="Share of the variance that the units' own past explained (CUPED)">
          Explained
        </Th>
      </tr>
    </thead>
  );
}

type RowProps = {
  readonly comparison: Comparison;
  readonly metric: Metric;
  readonly scale: BarScale;
  readonly title: string;
  readonly decides: boolean;
};

function Row({ comparison, metric, scale, title, decides }: RowProps) {
  const { control, treated, sequential, fixed, adjustedP, ranks, explained } = comparison;
  const on = sequential.relative === null ? "absolute" : "relative";
  const decisive = sequential.relative ?? sequential.absolute;
  return (
    <tr>
      <Th scope="row" className="min-w-[150px]">
        {metric.title} {decides && <Tag>decides</Tag>}
        <span className="block text-12 font-normal text-muted">{title}</span>
      </Th>
      <Td num title={`${control.units} units, ± ${shownNumber(control.standardDeviation)}`}>
        {metricFigure(control.mean, metric.unit)}
      </Td>
      <Td num title={`${treated.units} units, ± ${shownNumber(treated.standardDeviation)}`}>
        {metricFigure(treated.mean, metric.unit)}
      </Td>
      <Td className="min-w-40 align-middle!">
        <span className="flex items-center gap-2 whitespace-nowrap">
          {on === "relative" && (
            <IntervalBar interval={decisive} scale={scale} on={on} metric={metric} className="max-w-30" />
          )}
          <span className="font-mono text-12 whitespace-nowrap tabular-nums">
            {on === "relative" && relativeFigure(decisive.estimate)}
          </span>
        </span>
      </Td>
      <Td num>
        {intervalFigure(decisive, on, metric.unit)}
        {on === "relative" && (
          <span className="block text-muted">{intervalFigure(sequential.absolute, "absolute", metric.unit)}</span>
        )}
      </Td>
      <Td num className="text-muted">
        {intervalFigure(
          fixed.relative ?? fixed.absolute,
          fixed.relative === null ? "absolute" : "relative",
          metric.unit,
        )}
      </Td>
      <Td num>{shownP(adjustedP)}</Td>
      <Td num>{percent(sequential.chanceToWin)}</Td>
      <Td num>
        {ranks === null ? "–" : intervalFigure(ranks.shift, "absolute", metric.unit)}
        {ranks !== null && <span className="block text-muted">p {shownP(ranks.p)}</span>}
      </Td>
      <Td num>{explained === null ? "–" : percent(explained)}</Td>
    </tr>
  );
}
