import { classes } from "./classes.ts";

type Props = {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** The scale, shared by the bars that stand above each other. */
  readonly from: number;
  readonly to: number;
  /** Where nothing changes; the middle of the scale's meaning. */
  readonly zero?: number;
  readonly better: "less" | "more";
  /** A value that must not be reached. */
  readonly limit?: number;
  /** What it says in words: "31 % fewer breach seconds, 18 to 42 %". */
  readonly label: string;
  readonly className?: string;
};

/**
 * An estimate with its interval. Filled when the interval lies wholly on one side of nothing, hollow and dashed while it is
 * open; an arrow where it goes on beyond the scale.
 */
export function IntervalBar(props: Props) {
  const { estimate, low, high, from, to, zero = 0, better, limit, label, className } = props;
  const share = (value: number): number =>
    Math.round(((Math.min(to, Math.max(from, value)) - from) / (to - from)) * 10_000) / 100;
  const at = (value: number): string => `${share(value)}%`;
  const open = low <= zero && high >= zero;
  const good = better === "less" ? high < zero : low > zero;
  const fill = open ? "fill-raised" : good ? "fill-good" : "fill-bad";
  const stroke = open ? "stroke-muted" : good ? "stroke-good" : "stroke-bad";
  return (
    <svg role="img" aria-label={label} className={classes("block h-5.5 w-full min-w-24 overflow-visible", className)}>
      <line x1="0" x2="100%" y1="50%" y2="50%" className="stroke-line" />
      <line x1={at(zero)} x2={at(zero)} y1="1" y2="21" className="stroke-line-strong" />
      {limit !== undefined && (
        <svg x={at(limit)} overflow="visible">
          <path d="M0 0V22M-3 0h6M-3 22h6" strokeWidth="1.5" className="fill-transparent stroke-text" />
        </svg>
      )}
      <rect
        x={at(low)}
        width={`${Math.max(0.5, share(high) - share(low))}%`}
        y="7"
        height="8"
        rx="2"
        fillOpacity={open ? 1 : 0.35}
        strokeDasharray={open ? "3 2" : undefined}
        className={classes(fill, stroke)}
      />
      {low < from && <path d="M5 7L1 11L5 15" strokeWidth="1.5" className={classes(stroke, "fill-transparent")} />}
      {high > to && (
        <svg x="100%" overflow="visible">
          <path d="M-5 7L-1 11L-5 15" strokeWidth="1.5" className={classes(stroke, "fill-transparent")} />
        </svg>
      )}
      <circle cx={at(estimate)} cy="11" r="4" strokeWidth="2" className={classes(fill, stroke)} />
    </svg>
  );
}
