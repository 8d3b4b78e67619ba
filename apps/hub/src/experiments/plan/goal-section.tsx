"use client";

import type { Metric } from "@fleet-persona/experiments";
import type { ProposedMetrics } from "@fleet-persona/hub-core";
import { ChoiceField, FormSection, TextField } from "./form-parts.tsx";
import { measureWords } from "./measure-words.ts";
import { OwnMetric } from "./own-metric.tsx";
import type { SectionProps } from "./section-props.ts";
import { standardMetrics } from "./standard-metrics.ts";

type Props = SectionProps & { readonly proposed: ProposedMetrics };

/** The metric that decides, the smallest effect worth finding, and what else is looked at. */
export function GoalSection({ draft, change, proposed }: Props) {
  const { metrics, goal } = draft;
  const decides = metrics.find(({ name }) => name === goal);
  return (
    <FormSection title="What decides?" about="One metric decides; the others are looked at, or guarded below.">
      <div className="xp-fields">
        <ChoiceField
          label="Goal"
          path="goal"
          hint={decides === undefined ? undefined : `${measureWords(decides.measure)}; ${decides.better} is better`}
          value={goal}
          set={(name) => change({ goal: name, guardrails: draft.guardrails.filter(({ metric }) => metric !== name) })}
          choices={metrics.map(({ name, title }) => [name, title])}
        />
        <TextField
          label="Smallest effect worth finding"
          path="minimumEffect"
          hint="of the control's value; what is smaller counts as no difference"
          numeric
          suffix="%"
          value={draft.minimumEffect}
          set={(minimumEffect) => change({ minimumEffect })}
        />
      </div>
      <MetricPicks {...{ draft, change, proposed }} />
    </FormSection>
  );
}

function MetricPicks({ draft, change, proposed }: Props) {
  const { metrics, goal } = draft;
  const offered = offeredMetrics(proposed, metrics);
  const toggle = (metric: Metric, wanted: boolean): void =>
    change({
      metrics: wanted ? [...metrics, metric] : metrics.filter(({ name }) => name !== metric.name),
      guardrails: wanted ? draft.guardrails : draft.guardrails.filter((each) => each.metric !== metric.name),
    });
  return (
    <>
      <fieldset className="tick-fields xp-metrics">
        <legend>Measured</legend>
        {offered.map((metric) => (
          <label key={metric.name}>
            <input
              type="checkbox"
              checked={metrics.some(({ name }) => name === metric.name)}
              disabled={metric.name === goal}
              onChange={(event) => toggle(metric, event.target.checked)}
            />
            <span>
              {metric.title} <span className="muted tiny">{measureWords(metric.measure)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {proposed.missing.map(({ title, signals }) => (
        <p key={title} className="muted tiny">
          {title} could be measured too, if the fleet reported {signals.join(" and ")}.
        </p>
      ))}
      <OwnMetric taken={offered.map(({ name }) => name)} add={(metric) => change({ metrics: [...metrics, metric] })} />
    </>
  );
}

/** What the fleet suggests, then what people ask for beside it, then the tenant's own. */
function offeredMetrics({ metrics }: ProposedMetrics, chosen: readonly Metric[]): readonly Metric[] {
  const standard = standardMetrics.map(({ about: _about, ...metric }) => metric);
  const all = [...metrics, ...standard, ...chosen];
  return all.filter(({ name }, at) => all.findIndex((each) => each.name === name) === at);
}
