import type { ExperimentView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { LocalTime } from "../../ui/local-time.tsx";
import { barScale } from "../charts/bar-scale.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { effectFigure, intervalFigure, relativePhrase } from "../effect-words.ts";
import { Term } from "../term.tsx";
import { doneWords } from "./done-words.ts";

type Props = { readonly experiment: ExperimentView; readonly children: ReactNode };

/** What a manager reads: one number with its interval, one paragraph, and what was done. */
export function ConclusionCard({ experiment, children }: Props) {
  const { conclusion } = experiment;
  if (conclusion === null) return null;
  return (
    <section className="card xp-conclusion" aria-labelledby="conclusion-title">
      <div className="card-head">
        <h2 id="conclusion-title">Conclusion</h2>
        <p>
          <LocalTime at={conclusion.at} as="full" />
        </p>
      </div>
      <div className="card-body xp-conclusion-body">
        <BigEffect experiment={experiment} />
        <div className="stack stack-small">
          <p className="xp-paragraph">{conclusion.paragraph}</p>
          <p className="small">
            <span className="strong">What was done:</span> {doneWords(conclusion.code, conclusion.winner)}
          </p>
        </div>
      </div>
      <div className="card-foot row">{children}</div>
    </section>
  );
}

function BigEffect({ experiment: { effect, goal, arms, plan } }: Pick<Props, "experiment">) {
  if (effect === null)
    return (
      <div className="xp-big">
        <span className="xp-big-figure muted">–</span>
        <span className="muted small">{goal.title}: nothing was measured that could be compared</span>
      </div>
    );
  const on = effect.relative === null ? "absolute" : "relative";
  const interval = effect.relative ?? effect.absolute;
  const atLeast = on === "relative" ? plan.minimumEffect : Number.MIN_VALUE;
  return (
    <div className="xp-big">
      <span className="muted small">
        {goal.title}, {arms.find(({ name }) => name === effect.arm)?.title ?? effect.arm}
      </span>
      <span className="xp-big-figure">{effectFigure(interval.estimate, on, goal.unit)}</span>
      <IntervalBar interval={interval} scale={barScale([interval], atLeast)} on={on} metric={goal} width={220} />
      <span className="small">
        <Term of="interval" /> <span className="figure">{intervalFigure(interval, on, goal.unit)}</span>
      </span>
      <span className="muted tiny">
        {on === "relative" && `${relativePhrase(interval.estimate)} than the control; `}
        {intervalFigure(effect.absolute, "absolute", goal.unit)}; {goal.better} is better
      </span>
    </div>
  );
}
