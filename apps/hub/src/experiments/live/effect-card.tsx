"use client";

import { LEAST_UNITS } from "@fleet-persona/experiments";
import type { ExperimentSeries, ExperimentView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { Card, CardBody, CardFoot, CardHead } from "../../ui/card.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Select } from "../../ui/select.tsx";
import { Skeleton } from "../../ui/skeleton.tsx";
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
    <Card aria-labelledby="effect-title">
      <CardHead
        id="effect-title"
        title={
          <>
            Effect over time, with its <Term of="interval" />
          </>
        }
      >
        <Segmented
          label="Scale"
          value={scale}
          onChange={setScale}
          segments={[
            { value: "relative", label: "% of control" },
            { value: "absolute", label: unitOf(experiment, metric) },
          ]}
        />
      </CardHead>
      <CardBody className="grid gap-3">
        <div className="flex flex-wrap gap-x-4 gap-y-2">
          <Pick label="Metric" value={metric} set={setMetric} choices={metricChoices(experiment)} />
          {treated.length > 1 && (
            <Pick label="Arm" value={armName} set={setArm} choices={treated.map(({ name, title }) => [name, title])} />
          )}
        </div>
        {isError && series === undefined && (
          <Notice tone="bad">The figures could not be read. They are asked for again every few seconds.</Notice>
        )}
        {series === undefined && !isError && <Skeleton shape="block" label="Reading the figures" />}
        {series !== undefined && series.points.length === 0 && (
          <p className="text-muted">
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
      </CardBody>
      <Foot minimumEffect={plan.minimumEffect} />
    </Card>
  );
}

function Foot({ minimumEffect }: { readonly minimumEffect: number }) {
  return (
    <CardFoot>
      Below or above nothing by the dashed line is worth finding ({shareOf(minimumEffect)} of the control). Dotted
      verticals: a stage begins, and its figures begin anew.
    </CardFoot>
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
    <label className="flex min-w-0 items-center gap-2 text-13">
      <span className="text-muted">{label}</span>
      <Select className="max-w-max min-w-0" value={value} onChange={(event) => set(event.target.value)}>
        {choices.map(([name, words]) => (
          <option key={name} value={name}>
            {words}
          </option>
        ))}
      </Select>
    </label>
  );
}
