import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import type { Tone } from "./tone.ts";

const tones: Record<Tone, string> = {
  neutral: "",
  accent: "text-accent",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
};

type Props = {
  readonly value: ReactNode;
  readonly unit?: ReactNode;
  /** What is counted and over which window: "p95 over 10 s". With it the figure stands on its own, large. */
  readonly label?: ReactNode;
  readonly note?: ReactNode;
  readonly tone?: Tone;
};

/** A number with its unit, its digits as wide as each other. */
export function Figure({ value, unit, label, note, tone = "neutral" }: Props) {
  const number = (
    <>
      {value}
      {unit !== undefined && <span className="font-text text-[0.85em] text-muted"> {unit}</span>}
    </>
  );
  if (label === undefined)
    return <span className={classes("font-mono whitespace-nowrap tabular-nums", tones[tone])}>{number}</span>;
  return (
    <div className="grid content-start gap-0.5">
      <span className="text-12 text-muted">{label}</span>
      <span className={classes("font-mono text-20 leading-tight whitespace-nowrap tabular-nums", tones[tone])}>
        {number}
      </span>
      {note !== undefined && <span className="text-12 text-muted">{note}</span>}
    </div>
  );
}
