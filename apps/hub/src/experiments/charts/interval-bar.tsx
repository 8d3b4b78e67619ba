import type { Interval, Metric } from "@fleet-persona/experiments";
import { directionOf, effectFigure, intervalFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import { placedBar } from "./bar-scale.ts";
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
  readonly width?: number;
};

const height = 22;

/** One effect with its interval around nothing. Filled when it is wholly on one side, hollow while it is open. */
export function IntervalBar({ interval, scale, on, metric, limit, width = 160 }: Props) {
  const { low, high, estimate, cutLow, cutHigh } = placedBar(interval, scale, width);
  const middle = height / 2;
  const direction = directionOf(interval, metric.better);
  const at =
    limit === undefined ? null : placedBar({ estimate: limit, low: limit, high: limit }, scale, width).estimate;
  return (
    <svg
      className={`xc-bar xc-bar-${direction}`}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`${metric.title} ${effectFigure(interval.estimate, on, metric.unit)}, interval ${intervalFigure(interval, on, metric.unit)}${limit === undefined ? "" : `, limit ${effectFigure(limit, on, metric.unit)}`}`}
    >
      <line className="xc-bar-rail" x1={0} x2={width} y1={middle} y2={middle} />
      <line className="xc-bar-zero" x1={width / 2} x2={width / 2} y1={2} y2={height - 2} />
      {at !== null && (
        <path className="xc-bar-limit" d={`M${at} 1V${height - 1}M${at - 3} 1h6M${at - 3} ${height - 1}h6`} />
      )}
      <rect className="xc-bar-interval" x={low} y={middle - 4} width={Math.max(2, high - low)} height={8} rx={2} />
      {cutLow && <path className="xc-bar-on" d={`M5 ${middle - 4}L1 ${middle}L5 ${middle + 4}`} />}
      {cutHigh && (
        <path
          className="xc-bar-on"
          d={`M${width - 5} ${middle - 4}L${width - 1} ${middle}L${width - 5} ${middle + 4}`}
        />
      )}
      <circle className="xc-bar-estimate" cx={estimate} cy={middle} r={4} />
    </svg>
  );
}
