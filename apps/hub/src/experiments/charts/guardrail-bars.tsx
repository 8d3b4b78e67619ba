import type { Guardrail, GuardrailState, Metric } from "@fleet-persona/experiments";
import { Badge } from "../../ui/badge.tsx";
import { differenceFigure, intervalFigure, relativeFigure } from "../effect-words.ts";
import type { EffectScale } from "../effect-words.ts";
import { tooEarly } from "../status-words.ts";
import { IntervalBar } from "./interval-bar.tsx";

type Props = {
  readonly guardrails: readonly GuardrailState[];
  readonly declared: readonly Guardrail[];
  readonly metrics: readonly Metric[];
  /** Titles of arms by their names. */
  readonly titles: ReadonlyMap<string, string>;
  /** Nothing to judge by is no fault yet: the least time is still to come. */
  readonly early: boolean;
};

const states = {
  holds: { word: "Holds", tone: "good", meaning: "Shown to be no worse than the margin." },
  broken: { word: "Broken", tone: "bad", meaning: "Shown to be worse than the margin." },
  open: { word: "Open", tone: "neutral", meaning: "Not known yet: the interval still reaches over the margin." },
  "no-data": { word: "No data", tone: "warn", meaning: "Nothing to judge by." },
} as const satisfies Record<GuardrailState["state"], object>;

/** How much worse each arm is where it must not be, with its interval and its limit; one group for each metric. */
export function GuardrailBars({ guardrails, declared, metrics, titles, early }: Props) {
  const groups = [...Map.groupBy(guardrails, ({ metric }) => metric)];
  return (
    <ul role="list" className="divide-y divide-line">
      {groups.map(([name, arms]) => {
        const metric = metrics.find((each) => each.name === name);
        const on = declared.find((each) => each.metric === name)?.scale ?? "relative";
        const unit = metric?.unit ?? "";
        const margin = arms[0]?.margin ?? 0;
        return (
          <li key={name} className="grid gap-1.5 py-2.5 first:pt-0 last:pb-0">
            <p>
              <span className="font-medium">{metric?.title ?? name}</span>{" "}
              <span className="text-12 text-muted">
                limit {on === "relative" ? relativeFigure(margin) : differenceFigure(margin, unit)}
              </span>
            </p>
            {arms.map((guardrail) => (
              <ArmLine
                key={guardrail.arm}
                guardrail={guardrail}
                title={metric?.title ?? name}
                arm={titles.get(guardrail.arm) ?? guardrail.arm}
                {...{ unit, on, early }}
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
  readonly early: boolean;
};

function ArmLine({ guardrail: { state, worse, margin, sentence }, title, unit, on, arm, early }: LineProps) {
  const { meaning } = states[state];
  const { word, tone } = early && state === "no-data" ? tooEarly : states[state];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_max-content] items-center gap-x-2">
      <span className="truncate text-13" title={arm}>
        {arm}
      </span>
      <Badge tone={tone} className="justify-self-end" title={`${meaning} ${sentence}`}>
        {word}
      </Badge>
      {worse === null ? (
        <span className="text-12 text-muted col-span-full">{sentence}</span>
      ) : (
        <>
          <IntervalBar
            interval={worse}
            scale={{ reach: margin * 2 }}
            on={on}
            metric={{ title: `${title} worse by`, unit, better: "lower" }}
            limit={margin}
            className="max-w-[150px]"
          />
          <span className="font-mono text-12 whitespace-nowrap tabular-nums text-muted text-right">
            {intervalFigure(worse, on, unit)}
          </span>
        </>
      )}
    </div>
  );
}
