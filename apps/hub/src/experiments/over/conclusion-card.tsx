import type { ExperimentView } from "@fleet-persona/hub-core";
import type { ReactNode } from "react";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { classes } from "../../ui/classes.ts";
import { LocalTime } from "../../ui/local-time.tsx";
import { Stack } from "../../ui/stack.tsx";
import { bigFigure } from "../big-figure.ts";
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
    <Card aria-labelledby="conclusion-title">
      <CardHead id="conclusion-title" title="Conclusion" note={<LocalTime at={conclusion.at} as="full" />} />
      <CardBody className="grid grid-cols-[minmax(0,1fr)] gap-6 lg:grid-cols-[280px_minmax(0,1fr)]">
        <BigEffect experiment={experiment} />
        <Stack gap="small">
          <p className="max-w-[72ch] text-16 leading-[1.6]">{conclusion.paragraph}</p>
          <p className="text-13">
            <span className="font-medium">What was done:</span> {doneWords(conclusion.code, conclusion.winner)}
          </p>
        </Stack>
      </CardBody>
      <CardFoot className="flex flex-wrap items-center gap-x-3 gap-y-2">{children}</CardFoot>
    </Card>
  );
}

function BigEffect({ experiment: { effect, goal, arms, plan } }: Pick<Props, "experiment">) {
  if (effect === null)
    return (
      <div className="grid content-start justify-items-start gap-1">
        <span className={classes(bigFigure, "text-muted")}>–</span>
        <span className="text-13 text-muted">{goal.title}: nothing was measured that could be compared</span>
      </div>
    );
  const on = effect.relative === null ? "absolute" : "relative";
  const interval = effect.relative ?? effect.absolute;
  const atLeast = on === "relative" ? plan.minimumEffect : Number.MIN_VALUE;
  return (
    <div className="grid content-start justify-items-start gap-1">
      <span className="text-13 text-muted">
        {goal.title}, {arms.find(({ name }) => name === effect.arm)?.title ?? effect.arm}
      </span>
      <span className={bigFigure}>{effectFigure(interval.estimate, on, goal.unit)}</span>
      <IntervalBar
        interval={interval}
        scale={barScale([interval], atLeast)}
        on={on}
        metric={goal}
        className="max-w-55"
      />
      <span className="text-13">
        <Term of="interval" />{" "}
        <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">
          {intervalFigure(interval, on, goal.unit)}
        </span>
      </span>
      <span className="text-12 text-muted">
        {on === "relative" && `${relativePhrase(interval.estimate)} than the control; `}
        {intervalFigure(effect.absolute, "absolute", goal.unit)}; {goal.better} is better
      </span>
    </div>
  );
}
