"use client";

import type { ExperimentListItem } from "@fleet-persona/hub-core";
import Link from "next/link";
import { useNowSeconds } from "../../ui/local-time.tsx";
import { Row } from "../../ui/row.tsx";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { elapsedPhrase } from "../duration-words.ts";
import { effectFigure } from "../effect-words.ts";
import { openingSentence } from "../opening-sentence.ts";
import { StatusBadge } from "../status-badge.tsx";
import { intervalOn, listScale } from "./list-scale.ts";
import type { ListScale } from "./list-scale.ts";

type Props = {
  readonly experiments: readonly ExperimentListItem[];
  /** On a fleet's own page its name need not be said. */
  readonly names: "fleet" | "none";
};

/** Experiments with their sentence, and the effect on the goal on one scale for all of them. */
export function ExperimentList({ experiments, names }: Props) {
  const scale = listScale(experiments);
  return (
    <ul role="list" className="divide-y divide-line">
      {experiments.map((experiment) => (
        <li
          key={experiment.experimentId}
          className="grid grid-cols-[minmax(0,1fr)] items-center gap-x-6 gap-y-2 p-4 sm:grid-cols-[minmax(0,1fr)_190px]"
        >
          <div className="grid min-w-0 gap-1">
            <Row as="p">
              <Link className="font-medium" href={`/experiments/${experiment.experimentId}`}>
                {experiment.name}
              </Link>
              <StatusBadge status={experiment.status} />
            </Row>
            <p className="text-13">{openingSentence(experiment)}</p>
            <p className="text-12 text-muted">
              {names === "fleet" && (
                <>
                  <Link className="underline underline-offset-3" href={`/fleets/${experiment.fleetId}/experiments`}>
                    {experiment.fleetName}
                  </Link>{" "}
                  ·{" "}
                </>
              )}
              no. {experiment.number} · {experiment.arms.length} arms · <Elapsed experiment={experiment} />
            </p>
          </div>
          <EffectCell experiment={experiment} scale={scale} />
        </li>
      ))}
    </ul>
  );
}

type CellProps = { readonly experiment: ExperimentListItem; readonly scale: ListScale };

function EffectCell({ experiment, scale: { on, scale } }: CellProps) {
  const { goal } = experiment;
  const interval = intervalOn(experiment, on);
  if (interval === null)
    return (
      <div className="grid justify-items-start text-13 text-muted">
        {experiment.effect === null
          ? "not measured yet"
          : effectFigure(experiment.effect.absolute.estimate, "absolute", goal.unit)}
        <span className="text-12">{goal.title}</span>
      </div>
    );
  return (
    <div className="grid justify-items-start">
      <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums font-medium">
        {effectFigure(interval.estimate, on, goal.unit)}
      </span>
      <IntervalBar interval={interval} scale={scale} on={on} metric={goal} />
      <span className="text-12 text-muted">{goal.title}</span>
    </div>
  );
}

/** For how long it has run, or ran; a draft has not begun. */
export function Elapsed({ experiment }: { readonly experiment: Pick<ExperimentListItem, "startedAt" | "endedAt"> }) {
  const { startedAt, endedAt } = experiment;
  const now = useNowSeconds();
  if (startedAt === null) return "not started";
  if (endedAt !== null) return `ran ${elapsedPhrase((endedAt - startedAt) / 1_000)}`;
  return now === null ? "running" : `${elapsedPhrase(now - startedAt / 1_000)} so far`;
}
