import type { ReactNode } from "react";
import { classes } from "../ui/classes.ts";
import type { Tone } from "../ui/tone.ts";

const colours: Record<Tone, string> = {
  neutral: "text-muted",
  accent: "text-accent",
  good: "text-good",
  warn: "text-warn",
  bad: "text-bad",
};

/** Lines of a card that each begin with a mark. Its children are `MarkedItem`s. */
export function MarkedList({ children }: { readonly children: ReactNode }) {
  return (
    <ol role="list" className="divide-y divide-line">
      {children}
    </ol>
  );
}

type Props = {
  readonly mark: string;
  readonly tone: Tone;
  /** What the mark says, where the line does not say it itself. */
  readonly spoken?: string;
  readonly children: ReactNode;
};

export function MarkedItem({ mark, tone, spoken, children }: Props) {
  const named = spoken === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": spoken };
  return (
    <li className="grid grid-cols-[22px_minmax(0,1fr)] px-4 py-2.5">
      <span className={classes("font-bold", colours[tone])} {...named}>
        {mark}
      </span>
      <div className="min-w-0">{children}</div>
    </li>
  );
}
