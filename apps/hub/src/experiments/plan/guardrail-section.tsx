import type { Metric } from "@fleet-persona/experiments";
import { Term } from "../term.tsx";
import { FormField, FormSection } from "./form-parts.tsx";
import { isShareUnit } from "./plan-draft.ts";
import type { GuardrailDraft } from "./plan-draft.ts";
import type { SectionProps } from "./section-props.ts";

/** What no arm may worsen, and by how much. */
export function GuardrailSection({ draft, change }: SectionProps) {
  const { guardrails, metrics, goal } = draft;
  const free = metrics.filter(({ name }) => name !== goal && !guardrails.some(({ metric }) => metric === name));
  const set = (at: number, changed: GuardrailDraft): void =>
    change({ guardrails: guardrails.map((each, index) => (index === at ? changed : each)) });
  return (
    <FormSection
      title="What must not get worse?"
      about={
        <>
          A <Term of="guardrail" /> takes an arm back by itself as soon as harm beyond its margin is shown; a win needs
          all of them shown to hold.
        </>
      }
    >
      {guardrails.length === 0 && <p className="muted small">Nothing is guarded.</p>}
      <div className="xp-guards">
        {guardrails.map((guardrail, at) => (
          <GuardrailLine
            key={guardrail.metric}
            guardrail={guardrail}
            at={at}
            metric={metrics.find(({ name }) => name === guardrail.metric)}
            set={(changed) => set(at, changed)}
            remove={() => change({ guardrails: guardrails.filter((_, index) => index !== at) })}
          />
        ))}
      </div>
      {free.length > 0 && (
        <select
          className="input xp-add"
          aria-label="Guard another metric"
          value=""
          onChange={(event) =>
            change({ guardrails: [...guardrails, { metric: event.target.value, margin: "10", scale: "relative" }] })
          }
        >
          <option value="">Guard another metric…</option>
          {free.map(({ name, title }) => (
            <option key={name} value={name}>
              {title}
            </option>
          ))}
        </select>
      )}
    </FormSection>
  );
}

type LineProps = {
  readonly guardrail: GuardrailDraft;
  readonly at: number;
  readonly metric: Metric | undefined;
  readonly set: (guardrail: GuardrailDraft) => void;
  readonly remove: () => void;
};

function GuardrailLine({ guardrail, at, metric, set, remove }: LineProps) {
  const title = metric?.title ?? guardrail.metric;
  const unit = metric?.unit ?? "";
  const absolute = isShareUnit(unit) ? "points" : unit === "" ? "absolute" : unit;
  return (
    <FormField
      label={`${title} not ${metric?.better === "higher" ? "lower" : "higher"} by`}
      path={`guardrails.${at}.margin`}
    >
      {(control) => (
        <span className="xp-figure-input">
          <input
            {...control}
            className="input"
            inputMode="decimal"
            autoComplete="off"
            value={guardrail.margin}
            onChange={(event) => set({ ...guardrail, margin: event.target.value })}
          />
          <select
            className="input"
            aria-label={`Scale of ${title}`}
            value={guardrail.scale}
            onChange={(event) =>
              set({ ...guardrail, scale: event.target.value === "absolute" ? "absolute" : "relative" })
            }
          >
            <option value="relative">% of control</option>
            <option value="absolute">{absolute}</option>
          </select>
          <button className="button button-quiet" type="button" onClick={remove} aria-label={`Do not guard ${title}`}>
            Remove
          </button>
        </span>
      )}
    </FormField>
  );
}
