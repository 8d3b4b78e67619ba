import type { Guardrail, GuardrailState, Metric } from "@fleet-persona/experiments";
import { differenceFigure, intervalFigure, relativeFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
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

/** How much worse each arm is where it must not be, with its interval and its limit; one group for each metric. */
export function GuardrailBars({ guardrails, declared, metrics, titles }: Props) {
  const groups = [...Map.groupBy(guardrails, ({ metric }) => metric)];
  return (
    <ul role="list" className="xc-guardrails">
      {groups.map(([name, arms]) => {
        const metric = metrics.find((each) => each.name === name);
        const on = declared.find((each) => each.metric === name)?.scale ?? "relative";
        const unit = metric?.unit ?? "";
        const margin = arms[0]?.margin ?? 0;
        return (
          <li key={name}>
            <p>
              <span className="strong">{metric?.title ?? name}</span>{" "}
              <span className="muted tiny">
                limit {on === "relative" ? relativeFigure(margin) : differenceFigure(margin, unit)}
              </span>
            </p>
            {arms.map((guardrail) => (
              <ArmLine
                key={guardrail.arm}
                guardrail={guardrail}
                title={metric?.title ?? name}
                arm={titles.get(guardrail.arm) ?? guardrail.arm}
                {...{ unit, on }}
              />
            ))}
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
  readonly on: EffectScale;
  readonly arm: string;
};

function ArmLine({ guardrail: { state, worse, margin, sentence }, title, unit, on, arm }: LineProps) {
  const { word, tone, meaning } = states[state];
  return (
    <div className="xc-guardrail">
      <span className="clip small" title={arm}>
        {arm}
      </span>
      <span className={tone === "plain" ? "badge" : `badge badge-${tone}`} title={`${meaning} ${sentence}`}>
        {word}
      </span>
      {worse === null ? (
        <span className="muted tiny xc-guardrail-wide">{sentence}</span>
      ) : (
        <>
          <IntervalBar
            interval={worse}
            scale={{ reach: margin * 2 }}
            on={on}
            metric={{ title: `${title} worse by`, unit, better: "lower" }}
            limit={margin}
            width={150}
          />
          <span className="figure tiny muted xc-guardrail-figure">{intervalFigure(worse, on, unit)}</span>
        </>
      )}
    </div>
  );
}
