"use client";

import type { ExperimentSeries } from "@fleet-persona/hub-core";
import type { Metric } from "@fleet-persona/experiments";
import { useId, useRef, useState } from "react";
import type { KeyboardEvent, PointerEvent } from "react";
import { elapsedPhrase } from "../duration-words.ts";
import { effectFigure, intervalFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import { EffectAxes } from "./effect-axes.tsx";
import type { Frame } from "./effect-axes.tsx";
import { effectAxis, effectShapes, pointAt, pointsOf } from "./effect-shapes.ts";
import type { PlacedPoint } from "./effect-shapes.ts";
import { EffectTable } from "./effect-table.tsx";
import { useWidth } from "./use-width.ts";

type Props = {
  readonly series: ExperimentSeries;
  /** The arm that is drawn, and its title. */
  readonly arm: { readonly name: string; readonly title: string };
  readonly scale: EffectScale;
  /** The smallest effect worth finding on this scale, its size; null where it means nothing for this metric. */
  readonly minimum: number | null;
  /** When it began and how far the picture goes, ms since 1970. */
  readonly from: number;
  readonly until: number;
};

const height = 280;

/** The effect of one arm with its interval closing over time: a band that holds for any number of looks, nothing, the smallest effect worth finding, and the stages. */
export function EffectOverTime(props: Props) {
  const { series, arm, scale, minimum, from, until } = props;
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box, 760);
  const points = pointsOf(series.points, arm.name, scale);
  const [pointed, setPointed] = useState<number | null>(null);
  const frame = frameOf(props, points, width);
  const shown = points.length === 0 ? null : pointAt(points, pointed ?? until);
  const point = (event: PointerEvent<SVGSVGElement>): void => {
    const x = event.clientX - event.currentTarget.getBoundingClientRect().left;
    setPointed(from + ((x - frame.left) / (frame.right - frame.left)) * (until - from));
  };
  return (
    <div ref={box} className="min-w-0">
      <svg
        className="block max-w-full touch-pan-y"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        tabIndex={0}
        aria-label={spoken(series.metric, arm.title, shown, props)}
        onPointerMove={point}
        onPointerDown={point}
        onPointerLeave={() => setPointed(null)}
        onKeyDown={(event) => steer(event, points, pointed, setPointed)}
      >
        <EffectAxes frame={frame} scale={scale} metric={series.metric} minimum={minimum} stages={series.stages} />
        <Shapes points={points} frame={frame} />
        {shown !== null && <Pointed point={shown} frame={frame} line={pointed !== null} />}
      </svg>
      <p className="min-h-5 text-13" aria-live="off">
        {shown === null ? (
          <span className="text-muted">Nothing was measured on this scale yet.</span>
        ) : (
          <Readout point={shown} {...props} now={pointed === null} />
        )}
      </p>
      <EffectTable points={points} scale={scale} unit={series.metric.unit} from={from} title={arm.title} />
    </div>
  );
}

function frameOf({ minimum, from, until, scale }: Props, points: readonly PlacedPoint[], width: number): Frame {
  const [left, right, top, bottom] = [scale === "absolute" ? 74 : 54, width - 12, 14, height - 28];
  const span = Math.max(1, until - from);
  const y = effectAxis(points, minimum === null ? [] : [-minimum, minimum], [bottom, top]);
  return { left, right, top, bottom, from, until, x: (at) => left + ((at - from) / span) * (right - left), y };
}

function Shapes({ points, frame }: { readonly points: readonly PlacedPoint[]; readonly frame: Frame }) {
  const clip = useId();
  const { bands, lines } = effectShapes(points, { x: frame.x, y: (value) => frame.y.at(value) });
  const { left, right, top, bottom } = frame;
  return (
    <g>
      <clipPath id={clip}>
        <rect x={left} y={top} width={right - left} height={bottom - top} />
      </clipPath>
      <g clipPath={`url(#${clip})`}>
        {bands.map((d) => (
          <path key={d} className="fill-data-1 opacity-22" d={d} />
        ))}
        {lines.map((d) => (
          <path key={d} className="fill-transparent stroke-data-1" strokeWidth="2" strokeLinejoin="round" d={d} />
        ))}
      </g>
    </g>
  );
}

type PointedProps = { readonly point: PlacedPoint; readonly frame: Frame; readonly line: boolean };

function Pointed({ point, frame, line }: PointedProps) {
  const { at, interval } = point;
  const within = (value: number): number => Math.min(frame.bottom, Math.max(frame.top, frame.y.at(value)));
  const x = frame.x(at);
  return (
    <g>
      {line && <line className="stroke-muted" x1={x} x2={x} y1={frame.top} y2={frame.bottom} />}
      <line
        className="stroke-data-1"
        strokeWidth="1.5"
        x1={x}
        x2={x}
        y1={within(interval.low)}
        y2={within(interval.high)}
      />
      <circle className="fill-data-1 stroke-raised" strokeWidth="2" cx={x} cy={within(interval.estimate)} r={4.5} />
    </g>
  );
}

type ReadoutProps = Props & { readonly point: PlacedPoint; readonly now: boolean };

function Readout({ point: { at, interval }, series: { metric }, scale, from, now }: ReadoutProps) {
  return (
    <>
      <span className="text-muted">{now ? "newest" : `after ${elapsedPhrase((at - from) / 1_000)}`}</span>{" "}
      <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums font-medium">
        {effectFigure(interval.estimate, scale, metric.unit)}
      </span>{" "}
      <span className="text-muted">interval</span>{" "}
      <span className="font-mono text-[0.93em] whitespace-nowrap tabular-nums">
        {intervalFigure(interval, scale, metric.unit)}
      </span>
    </>
  );
}

type SpokenOf = Pick<ExperimentSeries["metric"], "title" | "unit"> & Pick<Metric, "better">;

function spoken(metric: SpokenOf, arm: string, point: PlacedPoint | null, { scale, from }: Props): string {
  const what = `${metric.title}, ${arm} beside the control, over time`;
  if (point === null) return `${what}: nothing measured yet`;
  const { at, interval } = point;
  const when = elapsedPhrase((at - from) / 1_000);
  return `${what}: ${effectFigure(interval.estimate, scale, metric.unit)} after ${when}, interval ${intervalFigure(interval, scale, metric.unit)}. Arrow keys move through the looks.`;
}

function steer(
  event: KeyboardEvent,
  points: readonly PlacedPoint[],
  pointed: number | null,
  set: (at: number | null) => void,
): void {
  const here = pointed === null ? points.length - 1 : points.findLastIndex(({ at }) => at <= pointed);
  const to = { ArrowLeft: here - 1, ArrowRight: here + 1, Home: 0, End: points.length - 1 }[event.key];
  if (event.key === "Escape") set(null);
  if (to === undefined) return;
  event.preventDefault();
  set(points[Math.min(points.length - 1, Math.max(0, to))]?.at ?? null);
}
