import { useMemo } from "react";
import type { Interval } from "../live/breach.ts";
import { useCrosshair } from "../live/crosshair.ts";
import type { Crosshair } from "../live/crosshair.ts";
import { number } from "../live/figures.ts";
import { Row, RowHead } from "../live/row.tsx";
import { valueAt } from "../live/series.ts";
import { TimeChart } from "../live/time-chart.tsx";
import type { ChartLine } from "../live/time-chart.tsx";
import { breachesOf, samplesOf } from "./run-series.ts";
import type { RunColumn, RunPolicy, ScenarioRuns } from "./run-series.ts";

type Props = {
  readonly runs: ScenarioRuns;
  readonly domain: Interval;
  readonly width: number;
  readonly crosshair: Crosshair;
};

const looks: readonly (Pick<ChartLine, "name" | "tone" | "shape"> & { readonly policy: RunPolicy })[] = [
  { policy: "guarded", name: "this Persona", tone: "data-3", shape: "line" },
  { policy: "raw", name: "guards off", tone: "data-6", shape: "dotted" },
  { policy: "reactive", name: "reactive rule", tone: "data-1", shape: "dashed" },
  { policy: "static_default", name: "static default", tone: "data-8", shape: "line" },
];

/** What came, how slow it got, and what it cost: each line one way of steering the same arrivals. */
export function RunRows({ runs, domain, width, crosshair }: Props) {
  const shaded = useMemo(() => breachesOf(runs.guarded), [runs]);
  const load = useMemo(
    (): ChartLine[] => [
      { name: "requests", tone: "data-5", shape: "line", lead: true, samples: samplesOf(runs.guarded, "requests") },
    ],
    [runs],
  );
  const latency = useMemo(() => linesOf(runs, "p95_ms"), [runs]);
  const cost = useMemo(() => linesOf(runs, "cost"), [runs]);
  const common = { domain, width, crosshair };
  return (
    <>
      <Row
        head={<Head title="Requests" note="a second" lines={load} {...{ domain, crosshair }} figure={whole("/s")} />}
      >
        <TimeChart label="Requests a second" lines={load} {...common} height={72} reach={10} axisFigure={whole("")} />
      </Row>
      <Row
        head={
          <Head
            title="Latency p95"
            note="breach shaded"
            lines={latency}
            {...{ domain, crosshair }}
            figure={whole(" ms")}
          />
        }
      >
        <TimeChart
          label={`95th percentile of latency, ms: ${spoken(latency)}`}
          lines={latency}
          {...common}
          shaded={shaded}
          height={128}
          reach={50}
          axisFigure={whole("")}
        />
      </Row>
      <Row head={<Head title="Cost" note="a second" lines={cost} {...{ domain, crosshair }} figure={fine} />}>
        <TimeChart
          label={`Cost a second: ${spoken(cost)}`}
          lines={cost}
          {...common}
          height={92}
          reach={0.5}
          axisFigure={fine}
        />
      </Row>
    </>
  );
}

const whole = (unit: string) => (value: number) => `${number(value, 0)}${unit}`;
const fine = (value: number): string => number(value, 2);

function linesOf(runs: ScenarioRuns, column: RunColumn): ChartLine[] {
  return looks.flatMap(({ policy, ...look }) => {
    const run = runs[policy];
    return run === undefined ? [] : [{ ...look, lead: policy === "guarded", samples: samplesOf(run, column) }];
  });
}

// The table above has the figures; a chart says only who is drawn, and the highest of each.
function spoken(lines: readonly ChartLine[]): string {
  return lines
    .map(({ name, samples }) => `${name} at most ${number(Math.max(0, ...samples.map(({ value }) => value ?? 0)), 1)}`)
    .join(", ");
}

type HeadProps = {
  readonly title: string;
  readonly note: string;
  readonly lines: readonly ChartLine[];
  readonly domain: Interval;
  readonly crosshair: Crosshair;
  readonly figure: (value: number) => string;
};

function Head({ title, note, lines, domain, crosshair, figure }: HeadProps) {
  const at = useCrosshair(crosshair) ?? domain.to;
  const readings = lines.map(({ name, tone, shape, samples }) => {
    const value = valueAt(samples, at, domain.to);
    return { name, tone, shape, figure: value === null ? null : figure(value) };
  });
  return <RowHead title={title} note={note} readings={readings} />;
}
