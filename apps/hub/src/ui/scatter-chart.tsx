import { ChartAxes } from "./chart-axes.tsx";
import { ChartFrame } from "./chart-frame.tsx";
import { chartScale, type ChartAxis } from "./chart-scale.ts";
import { classes } from "./classes.ts";
import type { DataColour, Mark } from "./data-colour.ts";
import { shownNumber } from "./figures.ts";
import { MarkShape } from "./mark-shape.tsx";

export type ScatterPoint = {
  readonly label: string;
  readonly x: number;
  readonly y: number;
  readonly mark: Mark;
  readonly colour: DataColour;
  /** Its name stands beside it. */
  readonly named?: boolean;
};

type Props = {
  readonly title: string;
  readonly summary: string;
  readonly x: ChartAxis;
  readonly y: ChartAxis;
  readonly points: readonly ScatterPoint[];
  /** `small` is for rows of a list: marks only. */
  readonly size?: "small" | "large";
  readonly legend?: boolean;
  readonly showTitle?: boolean;
};

/** Things placed by two figures. Later points lie above earlier ones. */
export function ScatterChart(props: Props) {
  const { title, summary, x, y, points, size = "large", legend = true, showTitle = true } = props;
  const small = size === "small";
  const across = chartScale(
    points.map((point) => point.x),
    x,
  );
  const up = chartScale(
    points.map((point) => point.y),
    y,
    true,
  );
  const kinds = new Map(points.map((point) => [`${point.mark} ${point.colour}`, point]));
  return (
    <ChartFrame
      title={title}
      summary={summary}
      showTitle={showTitle && !small}
      legend={small || !legend ? [] : [...kinds.values()].map(({ label, mark, colour }) => ({ label, mark, colour }))}
      {...(!small && { table: tableOf(props) })}
    >
      {(named, texts) => (
        <div className={small ? "" : "pt-5 pr-4 pb-10 pl-11"}>
          <svg {...named} className={classes("block w-full overflow-visible", small ? "h-14" : "h-60")}>
            {texts}
            {small ? (
              <path d="M0.5 0V55.5H400" className="fill-none stroke-line" />
            ) : (
              <ChartAxes x={x} y={y} across={across} up={up} />
            )}
            {points.map((point) => (
              <svg
                key={`${point.label} ${point.mark}`}
                x={`${across.at(point.x)}%`}
                y={`${up.at(point.y)}%`}
                className="overflow-visible"
              >
                {!small && <title>{`${point.label}: ${pointWords(point, x, y)}`}</title>}
                <MarkShape mark={point.mark} colour={point.colour} small={small} />
                {point.named === true && !small && (
                  <text
                    x={across.at(point.x) > 70 ? -9 : 9}
                    dy="4"
                    textAnchor={across.at(point.x) > 70 ? "end" : "start"}
                    className="fill-text text-12"
                  >
                    {point.label}
                  </text>
                )}
              </svg>
            ))}
          </svg>
        </div>
      )}
    </ChartFrame>
  );
}

function pointWords(point: ScatterPoint, x: ChartAxis, y: ChartAxis): string {
  const [shownX, shownY] = [x.shown ?? shownNumber, y.shown ?? shownNumber];
  return `${x.label} ${shownX(point.x)} ${x.unit}, ${y.label} ${shownY(point.y)} ${y.unit}`;
}

function tableOf({ x, y, points }: Props) {
  const [shownX, shownY] = [x.shown ?? shownNumber, y.shown ?? shownNumber];
  return {
    head: ["", `${x.label}, ${x.unit}`, `${y.label}, ${y.unit}`],
    rows: points.map((point, index) => ({
      key: `${index}`,
      cells: [point.label, shownX(point.x), shownY(point.y)],
    })),
  };
}
