import type { RampStepView } from "@fleet-persona/hub-core";
import { durationPhrase } from "../duration-words.ts";

type Props = { readonly steps: readonly RampStepView[] };

const words = {
  done: "done",
  current: "now",
  ahead: "ahead",
  skipped: "skipped: would change nothing with so few hosts",
} as const satisfies Record<RampStepView["state"], string>;

/** The ramp as steps that rise with their share: what is behind, where it is, what is ahead and what was skipped. */
export function RampSteps({ steps }: Props) {
  return (
    <ol role="list" className="xc-ramp" aria-label="Ramp">
      {steps.map(({ percent, leastS, hosts, state }) => (
        <li key={percent} data-state={state} aria-current={state === "current" ? "step" : undefined}>
          <svg className="xc-ramp-bar" width="100%" height="64" aria-hidden="true" preserveAspectRatio="none">
            <rect className="xc-ramp-all" width="100%" height="64" rx="3" />
            <rect className="xc-ramp-part" width="100%" y={64 - rise(percent)} height={rise(percent)} rx="3" />
          </svg>
          <span className="figure strong">{percent} %</span>
          <span className="tiny muted">
            {state === "skipped" ? "skipped" : `${hosts} ${hosts === 1 ? "host" : "hosts"}`}
          </span>
          <span className="tiny muted" title={state === "skipped" ? words.skipped : undefined}>
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
