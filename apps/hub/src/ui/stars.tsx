import { useId } from "react";

const star = "M8 1.6 10 5.9l4.6.6-3.4 3.2.9 4.6L8 12l-4.1 2.3.9-4.6L1.4 6.5 6 5.9z";

type Props = {
  /** 0 to 5. */
  readonly value: number;
  /** How many counted; "no reviews" is not zero stars. */
  readonly votes?: number;
  readonly size?: number;
};

/** A rating out of five, filled in tenths, with the figure beside it. */
export function Stars({ value, votes, size = 14 }: Props) {
  const id = useId();
  const shown = value.toFixed(1);
  const said = `${shown} of 5${votes === undefined ? "" : `, ${votes} ${votes === 1 ? "review" : "reviews"}`}`;
  return (
    <span className="inline-flex items-center gap-1.5 text-13 whitespace-nowrap">
      <svg width={size * 5} height={size} viewBox="0 0 80 16" role="img" aria-label={said}>
        <clipPath id={id}>
          <rect width={Math.max(0, Math.min(5, value)) * 16} height="16" />
        </clipPath>
        {[0, 16, 32, 48, 64].map((x) => (
          <path key={x} d={star} transform={`translate(${x} 0)`} className="fill-line-strong" />
        ))}
        <g clipPath={`url(#${id})`}>
          {[0, 16, 32, 48, 64].map((x) => (
            <path key={x} d={star} transform={`translate(${x} 0)`} className="fill-warn" />
          ))}
        </g>
      </svg>
      <span aria-hidden="true">
        <span className="font-mono tabular-nums">{shown}</span>
        {votes !== undefined && <span className="text-muted"> ({votes})</span>}
      </span>
    </span>
  );
}
