import type { RefObject } from "react";
import uPlot from "uplot";
import { toneColour, translucent } from "./palette.ts";
import type { ChartLine, TimeChartProps } from "./time-chart.tsx";
import { valueTicks } from "./ticks.ts";

/** What the drawing hooks read at every paint, so that new data needs no new chart. */
export type ChartLook = Pick<TimeChartProps, "lines" | "limit" | "shaded" | "axisFigure"> & { readonly top: number };

const DASHES: Record<ChartLine["shape"], number[]> = { line: [], step: [], dashed: [6, 4], dotted: [1.5, 3.5] };

/** A bare uPlot: no axes, legend or mouse of its own; shading below the lines, value ticks and the limit above them. */
export function chartOptions(
  look: RefObject<ChartLook>,
  element: HTMLElement,
  width: number,
  height: number,
): uPlot.Options {
  return {
    width,
    height,
    ms: 1,
    pxAlign: 0,
    padding: [0, 0, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    axes: [{ show: false }, { show: false }],
    scales: { x: { time: true, auto: false }, y: { auto: false, range: () => [0, look.current.top] } },
    series: [{}, ...look.current.lines.map((line, index) => lineOptions(line, index, look, element))],
    hooks: {
      drawClear: [(chart) => drawShades(chart, look.current, element)],
      draw: [(chart) => drawScale(chart, look.current, element)],
    },
  };
}

function lineOptions(line: ChartLine, index: number, look: RefObject<ChartLook>, element: HTMLElement): uPlot.Series {
  const colour = () => toneColour(element, look.current.lines[index]?.tone ?? line.tone);
  const stepped = line.shape === "step" ? uPlot.paths.stepped?.({ align: 1 }) : undefined;
  return {
    stroke: colour,
    width: line.lead ? 1.75 : 1.25,
    dash: DASHES[line.shape],
    points: { show: false },
    ...(line.lead ? { fill: () => translucent(colour(), 0.1) } : {}),
    ...(stepped ? { paths: stepped } : {}),
  };
}

// Breach seconds are a wash, hatched and capped by a bar, so that they read without colour too.
function drawShades(chart: uPlot, { shaded }: ChartLook, element: HTMLElement): void {
  const { ctx } = chart;
  const { left, top, width, height } = chart.bbox;
  const colour = toneColour(element, "bad");
  const ratio = devicePixelRatio;
  ctx.save();
  for (const { from, to } of shaded ?? []) {
    const x = chart.valToPos(from, "x", true);
    const wide = Math.max(1.5 * ratio, chart.valToPos(to, "x", true) - x);
    if (x + wide < left || x > left + width) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(x, top, wide, height);
    ctx.clip();
    ctx.fillStyle = translucent(colour, 0.1);
    ctx.fillRect(x, top, wide, height);
    ctx.strokeStyle = translucent(colour, 0.3);
    ctx.lineWidth = ratio;
    ctx.beginPath();
    const start = Math.floor((x - height) / (6 * ratio)) * 6 * ratio;
    for (let line = start; line < x + wide; line += 6 * ratio) {
      ctx.moveTo(line, top + height);
      ctx.lineTo(line + height, top);
    }
    ctx.stroke();
    ctx.fillStyle = colour;
    ctx.fillRect(x, top, wide, 3 * ratio);
    ctx.restore();
  }
  ctx.restore();
}

function drawScale(chart: uPlot, look: ChartLook, element: HTMLElement): void {
  const { ctx, bbox } = chart;
  const ratio = devicePixelRatio;
  const muted = toneColour(element, "muted");
  ctx.save();
  ctx.font = `${10.5 * ratio}px ${getComputedStyle(element).getPropertyValue("--font-mono") || "monospace"}`;
  ctx.textBaseline = "bottom";
  ctx.lineWidth = ratio;
  for (const value of valueTicks(look.top, Math.max(2, Math.floor(bbox.height / (28 * ratio))))) {
    const y = Math.round(chart.valToPos(value, "y", true)) + 0.5;
    if (y < bbox.top + 13 * ratio) continue;
    ctx.strokeStyle = translucent(muted, 0.16);
    strokeAcross(ctx, bbox, y);
    label(ctx, look.axisFigure(value), bbox.left + 4 * ratio, y - 1, muted, element);
  }
  if (look.limit) {
    const y = Math.round(chart.valToPos(look.limit.value, "y", true)) + 0.5;
    const colour = toneColour(element, "bad");
    ctx.setLineDash([5 * ratio, 4 * ratio]);
    ctx.strokeStyle = colour;
    strokeAcross(ctx, bbox, y);
    const { width } = ctx.measureText(look.limit.label);
    label(ctx, look.limit.label, bbox.left + bbox.width - width - 6 * ratio, y - 2, colour, element);
  }
  ctx.restore();
}

function strokeAcross(ctx: CanvasRenderingContext2D, { left, width }: uPlot.BBox, y: number): void {
  ctx.beginPath();
  ctx.moveTo(left, y);
  ctx.lineTo(left + width, y);
  ctx.stroke();
}

function label(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  colour: string,
  element: HTMLElement,
) {
  const ratio = devicePixelRatio;
  ctx.fillStyle = translucent(toneColour(element, "raised"), 0.82);
  ctx.fillRect(x - 2 * ratio, y - 12 * ratio, ctx.measureText(text).width + 4 * ratio, 12 * ratio);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}
