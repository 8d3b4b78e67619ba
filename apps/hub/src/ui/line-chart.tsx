import { ChartAxes } from "./chart-axes.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { alongScale, chartScale, type ChartAxis, type ChartScale } from "./chart-scale.ts";
import { fillOf, strokeOf, type DataColour } from "./data-colour.ts";
import { shownNumber } from "./figures.ts";

export type LinePoint = { readonly x: number; readonly y: number; readonly low?: number; readonly high?: number };
export type LineSeries = {
  readonly label: string;
  readonly colour: DataColour;
  readonly dashed?: boolean;
  /** In the order of x; with `low` and `high` a band is drawn behind the line. */
  readonly points: readonly LinePoint[];
};

type Props = {
  readonly title: string;
  readonly summary: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly series: readonly LineSeries[];
  readonly showTitle?: boolean;
};

/** How figures went along one axis, with what they may be around them. */
export function LineChart({ title, summary, x, y, series, showTitle = true }: Props) {
  const points = series.flatMap((line) => line.points);
  const across = alongScale(
    points.map((point) => point.x),
    x,
  );
  const up = chartScale(
    points.flatMap((point) => [point.y, point.low ?? point.y, point.high ?? point.y]),
    y,
    true,
  );
  return (
    <ChartFrame
      title={title}
      summary={summary}
      showTitle={showTitle}
      legend={series.map(({ label, colour, dashed = false }) => ({ label, colour, dashed }))}
      table={tableOf(x, y, series)}
    >
      {(named, texts) => (
        <div className="pt-5 pr-4 pb-10 pl-11">
          <svg {...named} className="block h-60 w-full overflow-visible">
            {texts}
            <ChartAxes x={x} y={y} across={across} up={up} />
            <svg
              viewBox="0 0 100 100"
              preserveAspectRatio="none"
              width="100%"
              height="100%"
              className="overflow-visible"
            >
              {series.map((line) => (
                <g key={line.label}>
                  {line.points.some(({ low }) => low !== undefined) && (
                    <path d={bandPath(line.points, across, up)} fillOpacity="0.16" className={fillOf[line.colour]} />
                  )}
                  <path
                    d={linePath(line.points, across, up)}
                    strokeWidth="2"
                    strokeLinejoin="round"
                    strokeDasharray={line.dashed === true ? "5 4" : undefined}
                    vectorEffect="non-scaling-stroke"
                    className={`fill-none ${strokeOf[line.colour]}`}
                  />
                </g>
              ))}
            </svg>
          </svg>
        </div>
      )}
    </ChartFrame>
  );
}

function linePath(points: readonly LinePoint[], across: ChartScale, up: ChartScale): string {
  return points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${across.at(x)} ${up.at(y)}`).join("");
}

function bandPath(points: readonly LinePoint[], across: ChartScale, up: ChartScale): string {
  const upper = points.map(({ x, y, high = y }) => `${across.at(x)} ${up.at(high)}`);
  const lower = points.map(({ x, y, low = y }) => `${across.at(x)} ${up.at(low)}`).toReversed();
  return `M${[...upper, ...lower].join("L")}Z`;
}

function tableOf(x: ChartAxis, y: ChartAxis, series: readonly LineSeries[]) {
  const [shownX, shownY] = [x.shown ?? shownNumber, y.shown ?? shownNumber];
  const places = [...new Set(series.flatMap(({ points }) => points.map((point) => point.x)))].sort((a, b) => a - b);
  const unit = y.unit === "" ? "" : `, ${y.unit}`;
  return {
    head: [x.label, ...series.map(({ label }) => `${label}${unit}`)],
    rows: places.map((place) => ({
      key: `${place}`,
      cells: [
        shownX(place),
        ...series.map(({ points }) => {
          const found = points.find((point) => point.x === place);
          return found === undefined ? "–" : shownY(found.y);
        }),
      ],
    })),
  };
}
