import type { ChartAxis, ChartScale } from "./chart-scale.ts";
import { shownNumber } from "./figures.ts";

type Props = {
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly across: ChartScale;
  readonly up: ChartScale;
};

/** Rules and figures of both axes, in per cent of the drawing, so that text keeps its size at every width. */
export function ChartAxes({ x, y, across, up }: Props) {
  const shownX = x.shown ?? shownNumber;
  const shownY = y.shown ?? shownNumber;
  return (
    <g aria-hidden="true" className="fill-muted text-12">
      {up.ticks.map((tick) => (
        <g key={tick}>
          <line x1="0" x2="100%" y1={`${up.at(tick)}%`} y2={`${up.at(tick)}%`} className="stroke-line" />
          <text x="-8" y={`${up.at(tick)}%`} dy="4" textAnchor="end" className="font-mono text-[11px]">
            {shownY(tick)}
          </text>
        </g>
      ))}
      {across.ticks.map((tick) => (
        <g key={tick}>
          <line x1={`${across.at(tick)}%`} x2={`${across.at(tick)}%`} y1="0" y2="100%" className="stroke-line" />
          <text x={`${across.at(tick)}%`} y="100%" dy="16" textAnchor="middle" className="font-mono text-[11px]">
            {shownX(tick)}
          </text>
        </g>
      ))}
      <text x="100%" y="100%" dy="34" textAnchor="end">
        {x.label}
        {x.unit !== "" && `, ${x.unit}`}
      </text>
      <text x="-40" y="-12">
        {y.label}
        {y.unit !== "" && `, ${y.unit}`}
      </text>
    </g>
  );
}
