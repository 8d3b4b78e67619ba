import type { ExperimentSeries } from "@fleet-persona/hub-core";
import { Fragment } from "react";
import type { NiceScale } from "../../evidence/nice-scale.ts";
import { effectFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import { elapsedTicks } from "./elapsed-ticks.ts";
import { labelLook } from "./label-look.ts";

/** Where a plot lies in its picture, px, and what it is a picture of, ms since 1970. */
export type Frame = {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly from: number;
  readonly until: number;
  readonly x: (at: number) => number;
  readonly y: NiceScale;
};

type Props = {
  readonly frame: Frame;
  readonly scale: EffectScale;
  readonly metric: ExperimentSeries["metric"];
  readonly minimum: number | null;
  readonly stages: ExperimentSeries["stages"];
};

/** The grid, nothing as a line, the side that is better, the smallest effect worth finding, and where stages begin. */
export function EffectAxes({ frame, scale, metric, minimum, stages }: Props) {
  const { left, right, top, bottom, y } = frame;
  const zero = y.at(0);
  const [above, below] = metric.better === "lower" ? ["worse", "better"] : ["better", "worse"];
  return (
    <g>
      <rect
        className="fill-good-wash opacity-50"
        x={left}
        width={right - left}
        y={metric.better === "lower" ? zero : top}
        height={Math.max(0, metric.better === "lower" ? bottom - zero : zero - top)}
      />
      {y.ticks.map((tick) => (
        <Fragment key={tick}>
          <line className="stroke-line" x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
          <text className={labelLook} x={left - 7} y={y.at(tick) + 4} textAnchor="end">
            {effectFigure(tick, scale, scale === "relative" ? metric.unit : tickUnit(metric.unit))}
          </text>
        </Fragment>
      ))}
      <TimeTicks frame={frame} />
      <line className="stroke-text" strokeWidth="1.25" x1={left} x2={right} y1={zero} y2={zero} />
      <text className={labelLook} x={right - 6} y={top + 12} textAnchor="end">
        ↑ {above}
      </text>
      <text className={labelLook} x={right - 6} y={bottom - 6} textAnchor="end">
        ↓ {below}
      </text>
      {minimum !== null && <Minimum frame={frame} size={minimum} />}
      <Stages frame={frame} stages={stages} />
    </g>
  );
}

// The unit stands in the title; beside every tick it would be noise, but for shares, whose figures it changes.
function tickUnit(unit: string): string {
  return unit === "ratio" || unit === "share" ? unit : "";
}

function TimeTicks({ frame: { left, right, bottom, from, until, x } }: { readonly frame: Frame }) {
  return elapsedTicks(until - from, right - left, 64).map(({ ms, label }) => (
    <text
      key={ms}
      className={labelLook}
      x={x(from + ms)}
      y={bottom + 18}
      textAnchor={ms === 0 ? "start" : x(from + ms) > right - 20 ? "end" : "middle"}
    >
      {label}
    </text>
  ));
}

function Minimum({ frame: { left, right, y }, size }: { readonly frame: Frame; readonly size: number }) {
  return [-size, size].map((value) => (
    <line
      key={value}
      className="stroke-muted"
      strokeDasharray="5 4"
      x1={left}
      x2={right}
      y1={y.at(value)}
      y2={y.at(value)}
    />
  ));
}

function Stages({ frame, stages }: { readonly frame: Frame; readonly stages: ExperimentSeries["stages"] }) {
  const { from, until, x, top, bottom } = frame;
  return stages
    .filter(({ at }) => at > from && at <= until)
    .map(({ stage, at }) => (
      <g key={stage}>
        <line className="stroke-line-strong" strokeDasharray="2 3" x1={x(at)} x2={x(at)} y1={top} y2={bottom} />
        <text className={labelLook} x={x(at) + 4} y={top + 10}>
          {stage}
        </text>
      </g>
    ));
}
