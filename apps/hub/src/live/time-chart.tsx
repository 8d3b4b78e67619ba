import { useEffect, useLayoutEffect, useRef } from "react";
import uPlot from "uplot";
import type { Interval } from "./breach.ts";
import type { Crosshair } from "./crosshair.ts";
import { chartOptions, type ChartLook } from "./chart-options.ts";
import type { SignalSeries } from "./live-source.ts";
import type { Tone } from "./palette.ts";
import { alignSeries, valueAt, within } from "./series.ts";
import { ceiling } from "./ticks.ts";
import styles from "./time-chart.module.css";

/** One line of a chart. `lead` is the line the chart is about: drawn heavier, with a wash under it. */
export type ChartLine = {
  readonly name: string;
  readonly tone: Tone;
  readonly shape: "line" | "step" | "dashed" | "dotted";
  readonly lead?: boolean;
  readonly samples: SignalSeries;
};

export type TimeChartProps = {
  readonly label: string;
  readonly lines: readonly ChartLine[];
  readonly domain: Interval;
  readonly width: number;
  readonly height: number;
  /** The value axis reaches at least here, in the lines' unit. */
  readonly reach: number;
  readonly limit?: { readonly value: number; readonly label: string };
  readonly shaded?: readonly Interval[];
  readonly crosshair: Crosshair;
  readonly axisFigure: (value: number) => string;
};

/** Lines over the page's one time axis. It draws; pointing and zooming belong to the stack around it. */
export function TimeChart(props: TimeChartProps) {
  const { lines, domain, width, height, reach, crosshair } = props;
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const look = useRef<ChartLook>({ ...props, top: reach });
  const visible = lines.map(({ samples }) => within(samples, domain.from, domain.to));
  const top = ceiling(
    visible.flatMap((samples) => samples.map(({ value }) => value)),
    reach,
  );
  look.current = { ...props, top };
  const shapes = lines.map(({ name, shape }) => name + shape).join();

  useLayoutEffect(() => {
    const element = holder.current;
    if (!element || width === 0) return undefined;
    const chart = new uPlot(chartOptions(look, element, width, height), [[]], element);
    plot.current = chart;
    const theme = matchMedia("(prefers-color-scheme: dark)");
    const repaint = () => chart.redraw(true);
    theme.addEventListener("change", repaint);
    return () => {
      theme.removeEventListener("change", repaint);
      chart.destroy();
      plot.current = null;
    };
  }, [width, height, shapes]);

  useLayoutEffect(() => {
    const chart = plot.current;
    if (!chart) return;
    chart.batch(() => {
      chart.setData(alignSeries(visible), false);
      chart.setScale("x", { min: domain.from, max: domain.to });
      chart.setScale("y", { min: 0, max: top });
    });
  });

  return (
    <div className={styles["chart"]} style={{ height }}>
      <div ref={holder} role="img" aria-label={props.label} />
      <Dots
        crosshair={crosshair}
        lines={lines}
        yOf={(value) => (1 - value / top) * height}
        domain={domain}
        width={width}
      />
    </div>
  );
}

type DotsProps = Pick<TimeChartProps, "crosshair" | "lines" | "domain" | "width"> & {
  readonly yOf: (value: number) => number;
};

// Moved by hand: a dot follows the pointer sixty times a second and nothing else on the page has to.
function Dots({ crosshair, lines, domain, width, yOf }: DotsProps) {
  const holder = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const place = () => {
      const at = crosshair.get();
      for (const [index, line] of lines.entries()) {
        const dot = holder.current?.children[index] as HTMLElement | undefined;
        const value = at === null ? null : valueAt(line.samples, at, 5000);
        if (!dot) continue;
        dot.hidden = value === null;
        if (at === null || value === null) continue;
        const x = ((at - domain.from) / (domain.to - domain.from)) * width;
        dot.style.transform = `translate(${x}px, ${yOf(value)}px)`;
      }
    };
    place();
    return crosshair.subscribe(place);
  });
  return (
    <div ref={holder} aria-hidden="true">
      {lines.map(({ name, tone }) => (
        <span key={name} hidden className={styles["dot"]} style={{ background: `var(--${tone})` }} />
      ))}
    </div>
  );
}
