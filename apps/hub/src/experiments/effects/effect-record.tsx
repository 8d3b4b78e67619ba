import type { MeasuredEffect } from "@fleet-persona/hub-core";
import { Badge } from "../../ui/badge.tsx";
import { Row } from "../../ui/row.tsx";
import { barScale } from "../charts/bar-scale.ts";
import type { BarScale } from "../charts/bar-scale.ts";
import { IntervalBar } from "../charts/interval-bar.tsx";
import { durationPhrase } from "../duration-words.ts";
import { effectFigure, intervalFigure } from "../effect-words.ts";
import { VerdictBadge } from "../status-badge.tsx";

/** What others see of a measured effect. */
export type ShownEffect = Pick<
  MeasuredEffect,
  "metric" | "verdict" | "absolute" | "relative" | "comparedWith" | "design" | "units" | "measuredS" | "label"
>;

type Props = { readonly effect: ShownEffect; readonly scale?: BarScale };

/** One measured effect: what, by how much with its interval, compared with what, on how many units, who says so. */
export function EffectRecord({ effect, scale }: Props) {
  const { metric, verdict, absolute, relative, comparedWith, design, units, measuredS, label } = effect;
  const on = relative === null ? "absolute" : "relative";
  const interval = relative ?? absolute;
  const unitWords = design === "hosts" ? "hosts" : "blocks of time, in turns";
  return (
    <div className="grid gap-1">
      <Row as="p">
        <span className="font-medium">{metric.title}</span>
        <span className="font-mono text-16 font-semibold whitespace-nowrap tabular-nums">
          {effectFigure(interval.estimate, on, metric.unit)}
        </span>
        <IntervalBar interval={interval} scale={scale ?? barScale([interval], 0.05)} on={on} metric={metric} />
        <span className="font-mono text-13 whitespace-nowrap tabular-nums">
          {intervalFigure(interval, on, metric.unit)}
        </span>
        <VerdictBadge verdict={verdict} />
      </Row>
      <p className="text-13 text-muted">
        against {comparedWith}; {units} {unitWords}, {durationPhrase(measuredS)} measured; {metric.better} is better
      </p>
      <p className="text-12">
        <Badge>{label}</Badge>
      </p>
    </div>
  );
}
