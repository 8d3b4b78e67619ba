"use client";

import { LEAST_UNITS } from "@fleet-persona/experiments";
import type { ExperimentSeries, ExperimentView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { EffectOverTime } from "../charts/effect-over-time.tsx";
import type { EffectScale } from "../effect-words.ts";
import { Term } from "../term.tsx";
import { minimumOn, untilOf } from "./effect-frame.ts";
import { useSeries } from "./use-experiment.ts";

type Props = { readonly experiment: ExperimentView };

/** The effect over time: any metric, any arm, as a share of the control or in its unit. */
export function EffectCard({ experiment }: Props) {
  const { plan, armViews, startedAt, effect } = experiment;
  const treated = armViews.filter(({ isControl }) => !isControl);
  const [metric, setMetric] = useState(plan.goal);
  const [armName, setArm] = useState(effect?.arm ?? treated[0]?.name ?? "");
  const [chosen, setScale] = useState<EffectScale | null>(null);
  const { data: series, isError } = useSeries(experiment, metric);
  const scale = chosen ?? scaleThatShows(series);
  const arm = treated.find(({ name }) => name === armName) ?? treated[0];
  return (
    <section className="card" aria-labelledby="effect-title">
      <div className="card-head">
        <h2 id="effect-title">
          Effect over time, with its <Term of="interval" />
        </h2>
        <div className="segmented" role="group" aria-label="Scale">
          {(["relative", "absolute"] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === scale} onClick={() => setScale(each)}>
              {each === "relative" ? "% of control" : unitOf(experiment, metric)}
            </button>
          ))}
        </div>
      </div>
      <div className="card-body stack stack-small">
        <div className="xp-pickers">
          <Pick label="Metric" value={metric} set={setMetric} choices={metricChoices(experiment)} />
          {treated.length > 1 && (
            <Pick label="Arm" value={armName} set={setArm} choices={treated.map(({ name, title }) => [name, title])} />
          )}
        </div>
        {isError && series === undefined && (
          <p className="notice notice-bad" role="alert">
            The figures could not be read. They are asked for again every few seconds.
          </p>
        )}
        {series === undefined && !isError && (
          <span className="skeleton skeleton-block" role="status" aria-label="Reading the figures" />
        )}
        {series !== undefined && series.points.length === 0 && (
          <p className="muted">
            Nothing measured yet: the first figures come with the first look that has {LEAST_UNITS} units of each arm.
          </p>
        )}
        {series !== undefined && series.points.length > 0 && arm !== undefined && startedAt !== null && (
          <EffectOverTime
            series={series}
            arm={arm}
            scale={scale}
            minimum={minimumOn(experiment, series.metric.name, scale)}
            from={startedAt}
            until={untilOf(experiment, series)}
          />
        )}
      </div>
      <Foot minimumEffect={plan.minimumEffect} />
    </section>
  );
}

function Foot({ minimumEffect }: { readonly minimumEffect: number }) {
  return (
    <div className="card-foot">
      Below or above nothing by the dashed line is worth finding ({shareOf(minimumEffect)} of the control). Dotted
      verticals: a stage begins, and its figures begin anew.
    </div>
  );
}

// A control near nothing has no shares; until somebody chooses, what can be drawn is.
function scaleThatShows(series: ExperimentSeries | undefined): EffectScale {
  return series === undefined || series.points.some(({ relative }) => relative !== null) ? "relative" : "absolute";
}

function shareOf(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`;
}

function unitOf({ plan }: ExperimentView, metric: string): string {
  const unit = plan.metrics.find(({ name }) => name === metric)?.unit ?? "";
  return unit === "ratio" || unit === "share" ? "points" : unit === "" ? "absolute" : unit;
}

type Choice = readonly [value: string, words: string];

function metricChoices({ plan }: ExperimentView): readonly Choice[] {
  const guarding = new Set(plan.guardrails.map(({ metric }) => metric));
  return plan.metrics.map(({ name, title }) => {
    const role = name === plan.goal ? " (decides)" : guarding.has(name) ? " (guardrail)" : "";
    return [name, `${title}${role}`];
  });
}

type PickProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly choices: readonly Choice[];
};

function Pick({ label, value, set, choices }: PickProps) {
  return (
    <label className="xp-picker small">
      <span className="muted">{label}</span>
      <select className="input" value={value} onChange={(event) => set(event.target.value)}>
        {choices.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
