import { effectFigure, intervalFigure } from "../../experiments/effect-words.ts";
import { barScale } from "../../experiments/charts/bar-scale.ts";
import { IntervalBar } from "../../ui/interval-bar.tsx";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Badge } from "../../ui/badge.tsx";
import type { Outcome } from "./outcomes.ts";
import { sourceWords } from "./source-words.ts";
import type { ReactNode } from "react";

type Props = {
  readonly outcomes: readonly Outcome[];
  readonly caption: string;
  /** What the tenant that measured it can do with it. */
  readonly actionOf?: (outcome: Outcome) => ReactNode;
};

/** Effects below each other, each with its interval on one scale around "no difference". */
export function ForestPlot({ outcomes, caption, actionOf }: Props) {
  return (
    <Table caption={caption}>
      <thead>
        <tr>
          <Th>What</Th>
          <Th num>Effect</Th>
          <Th className="min-w-44">← less · more →</Th>
          <Th>How it came about</Th>
        </tr>
      </thead>
      <tbody>
        {outcomes.map((outcome) => (
          <ForestRow key={outcome.key} outcome={outcome} reach={reachOf(outcomes, outcome)}>
            {actionOf?.(outcome)}
          </ForestRow>
        ))}
      </tbody>
    </Table>
  );
}

// Shares stand on one scale; what has a unit stands on that of its own metric.
function reachOf(outcomes: readonly Outcome[], { scale, metric }: Outcome): number {
  const alike = outcomes.filter((other) => other.scale === scale && (scale === "relative" || other.metric === metric));
  const intervals = alike.map(({ estimate, interval }) => ({
    estimate,
    low: interval?.low ?? estimate,
    high: interval?.high ?? estimate,
  }));
  return barScale(intervals, scale === "relative" ? 0.05 : 0.1).reach;
}

type RowProps = { readonly outcome: Outcome; readonly reach: number; readonly children: ReactNode };

function ForestRow({ outcome, reach, children }: RowProps) {
  const { source, metric, estimate, interval, scale, unit, better, comparedWith, basis, version } = outcome;
  const figure = effectFigure(estimate, scale, unit);
  const between = interval === null ? "no interval given" : intervalFigure({ estimate, ...interval }, scale, unit);
  const { word, tone, meaning } = sourceWords[source];
  return (
    <tr>
      <Th scope="row">
        {metric}
        <span className="block text-12 font-normal text-muted">
          {better} is better · version {version}
        </span>
      </Th>
      <Td num>
        <span className="text-14 font-medium">{figure}</span>
        <span className="block text-muted">{between}</span>
      </Td>
      <Td className="align-middle">
        <IntervalBar
          estimate={estimate}
          low={interval?.low ?? estimate}
          high={interval?.high ?? estimate}
          from={-reach}
          to={reach}
          better={better === "lower" ? "less" : "more"}
          label={`${metric} ${figure}, ${between}`}
        />
      </Td>
      <Td>
        <Badge tone={tone} title={meaning}>
          {word}
        </Badge>
        <span className="mt-1 block text-12 text-muted">
          against {comparedWith}; {basis}
          {children}
        </span>
      </Td>
    </tr>
  );
}
