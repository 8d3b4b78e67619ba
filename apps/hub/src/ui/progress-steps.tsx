import type { ReactNode } from "react";
import { classes } from "./classes.ts";

export type StepState = "done" | "now" | "waiting" | "failed";
export type ProgressStep = { readonly title: ReactNode; readonly state: StepState; readonly note?: ReactNode };

const marks: Record<StepState, string> = { done: "✓", now: "●", waiting: "", failed: "✕" };
const words: Record<StepState, string> = { done: "done", now: "in progress", waiting: "to come", failed: "failed" };
const looks: Record<StepState, string> = {
  done: "border-good text-good",
  now: "border-accent bg-accent-wash text-accent",
  waiting: "border-line-strong border-dashed text-muted",
  failed: "border-bad bg-bad-wash text-bad",
};

/** How far something has come that goes through known steps. */
export function ProgressSteps({ label, steps }: { readonly label: string; readonly steps: readonly ProgressStep[] }) {
  return (
    <ol aria-label={label} className="grid list-none gap-0 p-0">
      {steps.map(({ title, state, note }, index) => (
        <li
          key={index}
          aria-current={state === "now" ? "step" : undefined}
          className="relative grid grid-cols-[22px_minmax(0,1fr)] gap-x-3 pb-4 text-13 last:pb-0 not-last:after:absolute not-last:after:top-5.5 not-last:after:bottom-0 not-last:after:left-[10.5px] not-last:after:w-px not-last:after:bg-line not-last:after:content-['']"
        >
          <span
            aria-hidden="true"
            className={classes(
              "grid size-5.5 place-items-center rounded-full border-[1.5px] text-[11px] leading-none font-bold",
              looks[state],
            )}
          >
            {marks[state]}
          </span>
          <span className="pt-px">
            <span className={state === "waiting" ? "text-muted" : "font-medium"}>{title}</span>
            <span className="visually-hidden">, {words[state]}</span>
            {note !== undefined && <span className="block text-12 text-muted">{note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
