import type { Comparison, Metric } from "@fleet-persona/experiments";
import type { ExperimentView } from "@fleet-persona/hub-core";
import { percent, shownNumber } from "../../ui/figures.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { barScale } from "../charts/bar-scale.ts";
import type { BarScale } from "../charts/bar-scale.ts";
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
    <section className="card" aria-labelledby="numbers-title">
      <div className="card-head">
        <h2 id="numbers-title">All numbers</h2>
        <p>each arm beside the control; the first interval decides</p>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="All numbers">
        <table className="table xp-numbers">
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
        </table>
      </div>
    </section>
  );
}

function NumberHeads() {
  return (
    <thead>
      <tr>
        <th scope="col">Metric, arm</th>
        <th scope="col" className="num">
          Control
        </th>
        <th scope="col" className="num">
          Arm
        </th>
        <th scope="col">Effect</th>
        <th scope="col" className="num">
          <Term of="interval">Any-time interval</Term>
        </th>
        <th scope="col" className="num" title="Would hold if somebody had looked only once">
          One look
        </th>
        <th scope="col" className="num" title="Corrected for the other comparisons">
          Adjusted p
        </th>
        <th scope="col" className="num" title="Under a flat prior">
          Chance to win
        </th>
        <th scope="col" className="num" title="Mann-Whitney with the Hodges-Lehmann shift: what tails cannot fool">
          By ranks
        </th>
        <th scope="col" className="num" title="Share of the variance that the units' own past explained (CUPED)">
          Explained
        </th>
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
      <th scope="row">
        {metric.title} {decides && <span className="tag">decides</span>}
        <span className="muted tiny xp-runs">{title}</span>
      </th>
      <td className="num" title={`${control.units} units, ± ${shownNumber(control.standardDeviation)}`}>
        {metricFigure(control.mean, metric.unit)}
      </td>
      <td className="num" title={`${treated.units} units, ± ${shownNumber(treated.standardDeviation)}`}>
        {metricFigure(treated.mean, metric.unit)}
      </td>
      <td className="xp-effect-cell">
        {on === "relative" && <IntervalBar interval={decisive} scale={scale} on={on} metric={metric} width={120} />}
        <span className="figure tiny">{on === "relative" && relativeFigure(decisive.estimate)}</span>
      </td>
      <td className="num">
        {intervalFigure(decisive, on, metric.unit)}
        {on === "relative" && (
          <span className="muted xp-under">{intervalFigure(sequential.absolute, "absolute", metric.unit)}</span>
        )}
      </td>
      <td className="num muted">
        {intervalFigure(
          fixed.relative ?? fixed.absolute,
          fixed.relative === null ? "absolute" : "relative",
          metric.unit,
        )}
      </td>
      <td className="num">{shownP(adjustedP)}</td>
      <td className="num">{percent(sequential.chanceToWin)}</td>
      <td className="num">
        {ranks === null ? "–" : intervalFigure(ranks.shift, "absolute", metric.unit)}
        {ranks !== null && <span className="muted xp-under">p {shownP(ranks.p)}</span>}
      </td>
      <td className="num">{explained === null ? "–" : percent(explained)}</td>
    </tr>
  );
}
