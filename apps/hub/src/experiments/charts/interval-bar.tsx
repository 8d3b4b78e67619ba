import type { Interval, Metric } from "@fleet-persona/experiments";
import { IntervalBar as Bar } from "../../ui/interval-bar.tsx";
import { effectFigure, intervalFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import type { BarScale } from "./bar-scale.ts";

type Props = {
  readonly interval: Interval;
  /** Shared by the bars that stand above each other. */
  readonly scale: BarScale;
  /** What the figures are: shares of the control's value, or in the metric's unit. */
  readonly on: EffectScale;
  readonly metric: Pick<Metric, "title" | "unit" | "better">;
  /** A limit that must not be reached, on the same scale: a guardrail's margin. */
  readonly limit?: number;
  readonly className?: string;
};

/** One effect of an experiment with its interval around nothing, said in the words of its metric. */
export function IntervalBar({ interval, scale: { reach }, on, metric, limit, className = "max-w-40" }: Props) {
  const { title, unit, better } = metric;
  const until = limit === undefined ? "" : `, limit ${effectFigure(limit, on, unit)}`;
  return (
    <Bar
      {...interval}
      from={-reach}
      to={reach}
      better={better === "lower" ? "less" : "more"}
      {...(limit !== undefined && { limit })}
      className={className}
      label={`${title} ${effectFigure(interval.estimate, on, unit)}, interval ${intervalFigure(interval, on, unit)}${until}`}
    />
  );
}
