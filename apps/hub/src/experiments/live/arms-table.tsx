import type { ExperimentArmView, ExperimentView } from "@fleet-persona/hub-core";
import { shownNumber } from "../../ui/figures.ts";
import { metricFigure } from "../effect-words.ts";
import { VerdictBadge } from "../status-badge.tsx";

type Props = { readonly experiment: ExperimentView };

/** What each arm runs, who is on it, and its figure of the goal. */
export function ArmsTable({ experiment }: Props) {
  const { armViews, plan, goal } = experiment;
  const turns = plan.design.kind === "switchback";
  const heads = turns ? ["Blocks", "Under way", "Left out", "Measured"] : ["Dealt", "Carry it now", "Left", "Measured"];
  return (
    <section className="card" aria-labelledby="arms-title">
      <div className="card-head">
        <h2 id="arms-title">Arms</h2>
        <p>
          {turns ? "units are blocks of time" : "units are hosts"}; {goal.title} as mean ± standard deviation over units
        </p>
      </div>
      <div className="table-scroll" tabIndex={0} role="region" aria-label="Arms">
        <table className="table">
          <thead>
            <tr>
              <th scope="col">Arm</th>
              {heads.map((head) => (
                <th key={head} scope="col" className="num">
                  {head}
                </th>
              ))}
              <th scope="col" className="num">
                {goal.title}
              </th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {armViews.map((arm) => (
              <ArmRow key={arm.name} arm={arm} experiment={experiment} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function ArmRow({ arm, experiment }: Props & { readonly arm: ExperimentArmView }) {
  const { name, title, runs, isControl, dropped, dealt, carrying, left, measured } = arm;
  const verdict = experiment.figures?.arms.find((each) => each.arm === name);
  return (
    <tr>
      <th scope="row">
        {title} {isControl && <span className="tag">control</span>} {dropped && <span className="tag">taken out</span>}
        <span className="muted tiny xp-runs">{runs}</span>
      </th>
      {[dealt, carrying, left, measured].map((count, index) => (
        <td key={index} className="num">
          {shownNumber(count)}
        </td>
      ))}
      <td className="num">{figureOf(experiment, arm)}</td>
      <td>{verdict === undefined ? <span className="muted">–</span> : <VerdictBadge verdict={verdict.verdict} />}</td>
    </tr>
  );
}

function figureOf({ figures, plan }: ExperimentView, { name, isControl }: ExperimentArmView): string {
  const ofGoal = figures?.comparisons.filter(({ metric }) => metric === plan.goal) ?? [];
  const figure = isControl ? ofGoal[0]?.control : ofGoal.find(({ arm }) => arm === name)?.treated;
  if (figure === undefined) return "–";
  const unit = plan.metrics.find((metric) => metric.name === plan.goal)?.unit ?? "";
  return `${metricFigure(figure.mean, unit)} ± ${metricFigure(figure.standardDeviation, unit)}`;
}
