"use client";

import { classes } from "./classes.ts";

type Props = {
  /** 0 to 1; beyond is cut. */
  readonly share: number;
  /** A share that is wanted, or the least there must be: a line across the bar. */
  readonly mark?: number;
  /** What it says in words; left out where the figures stand beside it. */
  readonly label?: string;
  readonly className?: string;
};

// Rendered with its page in one piece: parts of a server component may come later, in a holder whose inline style the policy refuses.
/** How much of something: a part of a whole. */
export function ShareBar({ share, mark, label, className }: Props) {
  const words = label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label };
  return (
    <svg className={classes("block h-2 w-full overflow-visible", className)} {...words}>
      <rect width="100%" height="100%" rx="3" className="fill-sunk stroke-line" />
      <rect width={percentage(share)} height="100%" rx="3" className="fill-accent" />
      {mark !== undefined && <rect x={percentage(mark)} y="-2" width="2" height="12" className="fill-text" />}
    </svg>
  );
}

function percentage(share: number): string {
  return `${Math.round(Math.min(1, Math.max(0, share)) * 10_000) / 100}%`;
}
