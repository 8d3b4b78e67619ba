import type { ExperimentArmView, ExperimentView } from "@fleet-persona/hub-core";
import { Card, CardHead } from "../../ui/card.tsx";
import { shownNumber } from "../../ui/figures.ts";
import { Table, Td, Th } from "../../ui/table.tsx";
import { Tag } from "../../ui/tag.tsx";
import { metricFigure } from "../effect-words.ts";
import { VerdictBadge } from "../status-badge.tsx";
import { isEarly } from "../status-words.ts";

type Props = { readonly experiment: ExperimentView };

/** What each arm runs, who is on it, and its figure of the goal. */
export function ArmsTable({ experiment }: Props) {
  const { armViews, plan, goal } = experiment;
  const turns = plan.design.kind === "switchback";
  const heads = turns ? ["Blocks", "Under way", "Left out", "Measured"] : ["Dealt", "Carry it now", "Left", "Measured"];
  return (
    <Card aria-labelledby="arms-title">
      <CardHead
        id="arms-title"
        title="Arms"
        note={
          <>
            {turns ? "units are blocks of time" : "units are hosts"}; {goal.title} as mean ± standard deviation over
            units
          </>
        }
      />
      <Table caption="What each arm runs and measured">
        <thead>
          <tr>
            <Th>Arm</Th>
            {heads.map((head) => (
              <Th key={head} num>
                {head}
              </Th>
            ))}
            <Th num>{goal.title}</Th>
            <Th>Verdict</Th>
          </tr>
        </thead>
        <tbody>
          {armViews.map((arm) => (
            <ArmRow key={arm.name} arm={arm} experiment={experiment} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function ArmRow({ arm, experiment }: Props & { readonly arm: ExperimentArmView }) {
  const { name, title, runs, isControl, dropped, dealt, carrying, left, measured } = arm;
  const verdict = experiment.figures?.arms.find((each) => each.arm === name);
  return (
    <tr>
      <Th scope="row">
        {title} {isControl && <Tag>control</Tag>} {dropped && <Tag>taken out</Tag>}
        <span className="block text-12 font-normal text-muted">{runs}</span>
      </Th>
      {[dealt, carrying, left, measured].map((count, index) => (
        <Td key={index} num>
          {shownNumber(count)}
        </Td>
      ))}
      <Td num>{figureOf(experiment, arm)}</Td>
      <Td>
        {verdict === undefined ? (
          <span className="text-muted">–</span>
        ) : (
          <VerdictBadge verdict={verdict.verdict} early={isEarly(experiment)} because={verdict.sentence} />
        )}
      </Td>
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
