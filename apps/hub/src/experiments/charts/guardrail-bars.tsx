import type { Guardrail, GuardrailState, Metric } from "@fleet-persona/experiments";
import { differenceFigure, intervalFigure, relativeFigure } from "../effect-words.ts";
import { IntervalBar } from "./interval-bar.tsx";

type Props = {
  readonly guardrails: readonly GuardrailState[];
  readonly declared: readonly Guardrail[];
  readonly metrics: readonly Metric[];
  /** Titles of arms by their names. */
  readonly titles: ReadonlyMap<string, string>;
};

const states = {
  holds: { word: "Holds", tone: "good", meaning: "Shown to be no worse than the margin." },
  broken: { word: "Broken", tone: "bad", meaning: "Shown to be worse than the margin." },
  open: { word: "Open", tone: "plain", meaning: "Not known yet: the interval still reaches over the margin." },
  "no-data": { word: "No data", tone: "warn", meaning: "Nothing to judge by." },
} as const satisfies Record<GuardrailState["state"], object>;

/** How much worse each arm is where it must not be, with its interval and its limit. */
export function GuardrailBars({ guardrails, declared, metrics, titles }: Props) {
  return (
    <ul role="list" className="xc-guardrails">
      {guardrails.map((guardrail) => {
        const rule = declared.find(({ metric }) => metric === guardrail.metric);
        const metric = metrics.find(({ name }) => name === guardrail.metric);
        const title = metric?.title ?? guardrail.metric;
        return (
          <li key={`${guardrail.metric}/${guardrail.arm}`}>
            <GuardrailLine
              guardrail={guardrail}
              title={title}
              unit={metric?.unit ?? ""}
              on={rule?.scale ?? "relative"}
              arm={titles.get(guardrail.arm) ?? guardrail.arm}
            />
          </li>
        );
      })}
    </ul>
  );
}

type LineProps = {
  readonly guardrail: GuardrailState;
  readonly title: string;
  readonly unit: string;
  readonly on: "relative" | "absolute";
  readonly arm: string;
};

function GuardrailLine({ guardrail: { state, worse, margin, sentence }, title, unit, on, arm }: LineProps) {
  const { word, tone, meaning } = states[state];
  const shown = on === "relative" ? relativeFigure(margin) : differenceFigure(margin, unit);
  return (
    <>
      <div className="xc-guardrail-name">
        <span className="strong">{title}</span> <span className="muted small">{arm}</span>
      </div>
      <span className={tone === "plain" ? "badge" : `badge badge-${tone}`} title={meaning}>
        {word}
      </span>
      {worse !== null && (
        <IntervalBar
          interval={worse}
          scale={{ reach: margin * 2 }}
          on={on}
          metric={{ title: `${title} worse by`, unit, better: "lower" }}
          limit={margin}
          width={200}
        />
      )}
      <p className="muted tiny" title={sentence}>
        {worse === null ? sentence : `worse by ${intervalFigure(worse, on, unit)}; must stay below ${shown}`}
      </p>
    </>
  );
}
