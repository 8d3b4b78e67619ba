"use client";

import type { Metric } from "@fleet-persona/experiments";
import type { ProposedMetrics } from "@fleet-persona/hub-core";
import { Checkbox } from "../../ui/checkbox.tsx";
import { FieldGroup } from "../../ui/field-group.tsx";
import { ChoiceField, FieldsGrid, FormSection, TextField } from "./form-parts.tsx";
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
      <FieldsGrid>
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
      </FieldsGrid>
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
      <FieldGroup legend="Measured" className="grid-cols-[repeat(auto-fill,minmax(260px,1fr))]">
        {offered.map((metric) => (
          <Checkbox
            key={metric.name}
            checked={metrics.some(({ name }) => name === metric.name)}
            disabled={metric.name === goal}
            onChange={(event) => toggle(metric, event.target.checked)}
            label={
              <>
                {metric.title} <span className="text-12 text-muted">{measureWords(metric.measure)}</span>
              </>
            }
          />
        ))}
      </FieldGroup>
      {proposed.missing.map(({ title, signals }) => (
        <p key={title} className="text-12 text-muted">
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
