import { memo, useMemo, type ReactNode } from "react";
import { breachIntervals, breachSeconds, type Interval, type Objective } from "./breach.ts";
import { allocatedCores, usedCores } from "./cost.ts";
import { useCrosshair, type Crosshair } from "./crosshair.ts";
import { number, signalFigure } from "./figures.ts";
import type { SignalSeries } from "./live-source.ts";
import type { LiveData } from "./live-data.ts";
import { Row, RowHead, type Reading } from "./row.tsx";
import { shifted, valueAt, withGaps } from "./series.ts";
import { TimeChart, type ChartLine } from "./time-chart.tsx";
import styles from "./stack.module.css";

export type ChartRowsProps = {
  readonly data: LiveData;
  readonly domain: Interval;
  /** The moment figures stand for when nobody points, ms. */
  readonly present: number;
  readonly width: number;
  readonly compact: boolean;
  readonly objective: Objective;
  readonly crosshair: Crosshair;
};

const GAP_MS = 4000;
const FRESH_MS = 6000;
const none: SignalSeries = [];

/** Load, latency and cost, one above the other. */
export const ChartRows = memo(function ChartRows(props: ChartRowsProps) {
  return (
    <>
      <LoadRow {...props} />
      <LatencyRow {...props} />
      <CostRow {...props} />
    </>
  );
});

function LoadRow({ data, domain, present, width, compact, crosshair }: ChartRowsProps) {
  const { signals } = data;
  const lines = useMemo((): ChartLine[] => {
    const soon = signals["request_rate.forecast_10s"] ?? none;
    const later = signals["request_rate.forecast_1m"] ?? none;
    return [
      {
        name: "measured",
        tone: "data-1",
        shape: "line",
        lead: true,
        samples: withGaps(signals["request_rate"] ?? none, GAP_MS),
      },
      {
        name: "foreseen 10 s ago",
        tone: "data-4",
        shape: "dashed",
        samples: withGaps(shifted(soon, 10_000), GAP_MS),
      },
      {
        name: "foreseen 1 min ago",
        tone: "data-6",
        shape: "dotted",
        samples: withGaps(shifted(later, 60_000), GAP_MS),
      },
    ];
  }, [signals]);
  const figure = (value: number) => signalFigure("request_rate", value);
  return (
    <Row
      head={
        <Head title="Requests" note="over 5 s" lines={lines} present={present} crosshair={crosshair} figure={figure} />
      }
    >
      <TimeChart
        label={`Requests per second, measured and foreseen; now ${figureAt(lines, present, figure)}`}
        {...{ lines, domain, width, crosshair }}
        height={compact ? 120 : 148}
        reach={20}
        axisFigure={(value) => number(value, 0)}
      />
    </Row>
  );
}

function LatencyRow({ data, domain, present, width, compact, objective, crosshair }: ChartRowsProps) {
  const { signals } = data;
  const lines = useMemo(
    (): ChartLine[] => [
      {
        name: "p95",
        tone: "data-3",
        shape: "line",
        lead: true,
        samples: withGaps(signals["latency_p95"] ?? none, GAP_MS),
      },
      { name: "p50", tone: "data-8", shape: "line", samples: withGaps(signals["latency_p50"] ?? none, GAP_MS) },
    ],
    [signals],
  );
  const shaded = useMemo(
    () => breachIntervals(signals["latency_p95"] ?? none, signals["error_rate"] ?? none, objective),
    [signals, objective],
  );
  const broken = breachSeconds(shaded, domain.from, domain.to);
  const figure = (value: number) => signalFigure("latency_p95", value);
  return (
    <Row
      head={
        <Head title="Latency p95" note="over 5 s" lines={lines} present={present} crosshair={crosshair} figure={figure}>
          <Breaches seconds={broken} objective={objective} />
        </Head>
      }
    >
      <TimeChart
        label={`95th percentile of latency; now ${figureAt(lines, present, figure)}, objective ${objective.p95Ms} ms, ${broken} breach seconds shown`}
        {...{ lines, domain, width, crosshair, shaded }}
        height={compact ? 110 : 132}
        reach={objective.p95Ms * 1.35}
        limit={{ value: objective.p95Ms, label: `objective ${objective.p95Ms} ms` }}
        axisFigure={(value) => number(value, 0)}
      />
    </Row>
  );
}

function Breaches({ seconds, objective }: { readonly seconds: number; readonly objective: Objective }) {
  const meaning = `A second with p95 over ${objective.p95Ms} ms or errors over ${number(objective.errorRate * 100, 0)} %`;
  return (
    <div className={styles["breaches"]} title={meaning} data-breached={seconds > 0}>
      <span aria-hidden="true" className={styles["breachKey"]} />
      {seconds} breach {seconds === 1 ? "second" : "seconds"} shown
    </div>
  );
}

function CostRow({ data, domain, present, width, compact, crosshair }: ChartRowsProps) {
  const lines = useMemo((): ChartLine[] => {
    const allocated = allocatedCores(data);
    return [
      { name: "allocated", tone: "data-2", shape: "step", lead: true, samples: withGaps(allocated, 15_000) },
      { name: "in use", tone: "data-8", shape: "line", samples: withGaps(usedCores(data, allocated), GAP_MS) },
    ];
  }, [data]);
  const figure = (value: number) => `${number(value, 2)} cores`;
  return (
    <Row head={<Head title="Cost" note="now" lines={lines} present={present} crosshair={crosshair} figure={figure} />}>
      <TimeChart
        label={`Cores allocated and in use; now ${figureAt(lines, present, figure)}`}
        {...{ lines, domain, width, crosshair }}
        height={compact ? 84 : 96}
        reach={0.5}
        axisFigure={(value) => number(value, value < 1 ? 2 : 1)}
      />
    </Row>
  );
}

type HeadProps = {
  readonly title: string;
  readonly note: string;
  readonly lines: readonly ChartLine[];
  readonly present: number;
  readonly crosshair: Crosshair;
  readonly figure: (value: number) => string;
  readonly children?: ReactNode;
};

function Head({ title, note, lines, present, crosshair, figure, children }: HeadProps) {
  const at = useCrosshair(crosshair) ?? present;
  const readings = lines.map(({ name, tone, shape, samples }): Reading => {
    const value = valueAt(samples, at, FRESH_MS);
    return { name, tone, shape, figure: value === null ? null : figure(value) };
  });
  return (
    <RowHead title={title} note={note} readings={readings}>
      {children}
    </RowHead>
  );
}

function figureAt(lines: readonly ChartLine[], at: number, figure: (value: number) => string): string {
  const value = valueAt(lines[0]?.samples ?? none, at, FRESH_MS);
  return value === null ? "not known" : figure(value);
}
