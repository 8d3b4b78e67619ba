import { fillOf, type DataColour } from "./data-colour.ts";
import { shownNumber } from "./figures.ts";

export type Bar = {
  readonly label: string;
  readonly value: number;
  readonly colour?: DataColour;
  /** Where the true value lies, when it was estimated. */
  readonly low?: number;
  readonly high?: number;
};

type Props = {
  readonly title: string;
  /** Of the figures, by the figure where one is not like many. */
  readonly unit: string | ((value: number) => string);
  readonly bars: readonly Bar[];
  readonly shown?: (value: number) => string;
  readonly showTitle?: boolean;
  /** A value none may pass. */
  readonly limit?: { readonly at: number; readonly label: string };
};

/** Amounts side by side. Names and figures are text on the page; the bars only show their sizes. */
export function BarChart({ title, unit, bars, shown = shownNumber, showTitle = true, limit }: Props) {
  const ends = bars.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const [from, to] = [Math.min(0, ...ends), Math.max(0, limit?.at ?? 0, ...ends)];
  const at = (value: number): number => Math.round(((value - from) / (to - from || 1)) * 10_000) / 100;
  return (
    <figure className="grid min-w-0 gap-3">
      <figcaption className={showTitle ? "text-13 font-medium" : "visually-hidden"}>{title}</figcaption>
      <ul className="m-0 grid list-none gap-2.5 p-0">
        {bars.map((bar) => (
          <li key={bar.label} className="grid gap-1">
            <BarWords bar={bar} unit={unit} shown={shown} />
            <BarShape bar={bar} at={at} limit={limit?.at} />
          </li>
        ))}
      </ul>
      {limit !== undefined && (
        <p className="flex items-center gap-1.5 text-12 text-muted">
          <svg width="4" height="12" aria-hidden="true">
            <rect width="2" height="12" className="fill-bad" />
          </svg>
          {limit.label}: {shown(limit.at)} {unitOf(unit, limit.at)}
        </p>
      )}
    </figure>
  );
}

const unitOf = (unit: Props["unit"], value: number): string => (typeof unit === "string" ? unit : unit(value));

type WordsProps = { readonly bar: Bar; readonly unit: Props["unit"]; readonly shown: (value: number) => string };

function BarWords({ bar: { label, value, low, high }, unit, shown }: WordsProps) {
  return (
    <span className="flex items-baseline justify-between gap-3 text-13">
      <span className="min-w-0 wrap-anywhere">{label}</span>
      <span className="font-mono text-12 whitespace-nowrap tabular-nums">
        {shown(value)} <span className="font-text text-muted">{unitOf(unit, value)}</span>
        {low !== undefined && high !== undefined && (
          <span className="font-text text-muted">
            {" "}
            ({shown(low)} to {shown(high)})
          </span>
        )}
      </span>
    </span>
  );
}

type ShapeProps = { readonly bar: Bar; readonly at: (value: number) => number; readonly limit: number | undefined };

function BarShape({ bar: { value, colour = 1, low, high }, at, limit }: ShapeProps) {
  return (
    <svg className="block h-3 w-full overflow-visible" aria-hidden="true">
      <rect width="100%" height="100%" rx="2" className="fill-sunk" />
      <rect
        x={`${at(Math.min(0, value))}%`}
        width={`${Math.abs(at(value) - at(0))}%`}
        height="100%"
        rx="2"
        className={fillOf[colour]}
      />
      {low !== undefined && high !== undefined && (
        <line x1={`${at(low)}%`} x2={`${at(high)}%`} y1="50%" y2="50%" strokeWidth="2" className="stroke-text" />
      )}
      {limit !== undefined && (
        <line x1={`${at(limit)}%`} x2={`${at(limit)}%`} y1="-2" y2="14" strokeWidth="2" className="stroke-bad" />
      )}
    </svg>
  );
}
