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
};

/** An estimate with its interval. Filled when the interval lies wholly on one side of nothing, hollow while it is open. */
export function IntervalBar({ estimate, low, high, from, to, zero = 0, better, limit, label }: Props) {
  const at = (value: number): string => {
    const share = (Math.min(to, Math.max(from, value)) - from) / (to - from);
    return `${Math.round(share * 10_000) / 100}%`;
  };
  const width = `${Math.max(0.5, Number.parseFloat(at(high)) - Number.parseFloat(at(low)))}%`;
  const open = low <= zero && high >= zero;
  const good = better === "less" ? high < zero : low > zero;
  const look = open ? "fill-raised stroke-muted" : good ? "fill-good stroke-good" : "fill-bad stroke-bad";
  return (
    <svg role="img" aria-label={label} className="block h-5.5 w-full min-w-24 overflow-visible">
      <line x1="0" x2="100%" y1="50%" y2="50%" className="stroke-line" />
      <line x1={at(zero)} x2={at(zero)} y1="1" y2="21" className="stroke-line-strong" />
      {limit !== undefined && (
        <line
          x1={at(limit)}
          x2={at(limit)}
          y1="0"
          y2="22"
          strokeWidth="2"
          strokeDasharray="3 2"
          className="stroke-bad"
        />
      )}
      <rect x={at(low)} width={width} y="7" height="8" rx="2" fillOpacity={open ? 1 : 0.35} className={look} />
      <circle cx={at(estimate)} cy="11" r="4" className={classes(look, "stroke-2")} />
    </svg>
  );
}
