import type { RampStepView } from "@fleet-persona/hub-core";
import { classes } from "../../ui/classes.ts";
import { durationPhrase } from "../duration-words.ts";

type Props = { readonly steps: readonly RampStepView[] };

const words = {
  done: "done",
  current: "now",
  ahead: "ahead",
  skipped: "skipped: would change nothing with so few hosts",
} as const satisfies Record<RampStepView["state"], string>;

const parts = {
  done: "fill-accent/45",
  current: "fill-accent",
  ahead: "fill-line-strong",
  skipped: "fill-transparent stroke-line-strong",
} as const satisfies Record<RampStepView["state"], string>;

const figures = {
  done: false,
  current: "text-accent",
  ahead: false,
  skipped: "text-muted line-through",
} as const satisfies Record<RampStepView["state"], string | false>;

/** The ramp as steps that rise with their share: what is behind, where it is, what is ahead and what was skipped. */
export function RampSteps({ steps }: Props) {
  return (
    <ol role="list" className="grid grid-cols-[repeat(auto-fit,minmax(44px,1fr))] gap-2" aria-label="Ramp">
      {steps.map(({ percent, leastS, hosts, state }) => (
        <li
          key={percent}
          className="grid min-w-0 content-start wrap-anywhere"
          aria-current={state === "current" ? "step" : undefined}
        >
          <svg className="mb-1 block" width="100%" height="64" aria-hidden="true" preserveAspectRatio="none">
            <rect className="fill-sunk" width="100%" height="64" rx="3" />
            <rect
              className={parts[state]}
              strokeDasharray={state === "skipped" ? "3 3" : undefined}
              width="100%"
              y={64 - rise(percent)}
              height={rise(percent)}
              rx="3"
            />
          </svg>
          <span className={classes("font-mono text-13 font-medium whitespace-nowrap tabular-nums", figures[state])}>
            {percent} %
          </span>
          <span className="text-12 text-muted">
            {state === "skipped" ? "skipped" : `${hosts} ${hosts === 1 ? "host" : "hosts"}`}
          </span>
          <span className="text-12 text-muted" title={state === "skipped" ? words.skipped : undefined}>
            {state === "skipped" ? "changes nothing" : state === "ahead" ? `≥ ${durationPhrase(leastS)}` : words[state]}
          </span>
        </li>
      ))}
    </ol>
  );
}

// By the root: one per cent of a picture would not be seen.
function rise(percent: number): number {
  return Math.max(4, Math.sqrt(percent / 100) * 64);
}
