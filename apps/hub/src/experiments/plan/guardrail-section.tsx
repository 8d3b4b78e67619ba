import type { Metric } from "@fleet-persona/experiments";
import { Button } from "../../ui/button.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { Term } from "../term.tsx";
import { FigureLine, figureLook, FormField, FormSection } from "./form-parts.tsx";
import { isShareUnit } from "./plan-draft.ts";
import type { GuardrailDraft, PlanDraft } from "./plan-draft.ts";
import type { SectionProps } from "./section-props.ts";

/** What no arm may worsen, and by how much. */
export function GuardrailSection({ draft, change }: SectionProps) {
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
      <GuardrailLines {...{ draft, change }} />
    </FormSection>
  );
}

type LinesProps = {
  readonly draft: Pick<PlanDraft, "guardrails" | "metrics" | "goal">;
  readonly change: (part: Pick<PlanDraft, "guardrails">) => void;
};

/** Each guarded metric with its margin, and the way to guard another. */
export function GuardrailLines({ draft: { guardrails, metrics, goal }, change }: LinesProps) {
  const free = metrics.filter(({ name }) => name !== goal && !guardrails.some(({ metric }) => metric === name));
  const set = (at: number, changed: GuardrailDraft): void =>
    change({ guardrails: guardrails.map((each, index) => (index === at ? changed : each)) });
  return (
    <>
      {guardrails.length === 0 && <p className="text-13 text-muted">Nothing is guarded.</p>}
      <div className="grid gap-2">
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
        <Select
          className="max-w-max"
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
        </Select>
      )}
    </>
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
      beside
    >
      {(control) => (
        <FigureLine>
          <Input
            {...control}
            className={figureLook}

            inputMode="decimal"
            autoComplete="off"
            value={guardrail.margin}
            onChange={(event) => set({ ...guardrail, margin: event.target.value })}
          />
          <Select
            className="max-w-max min-w-0"
            aria-label={`Scale of ${title}`}
            value={guardrail.scale}
            onChange={(event) =>
              set({ ...guardrail, scale: event.target.value === "absolute" ? "absolute" : "relative" })
            }
          >
            <option value="relative">% of control</option>
            <option value="absolute">{absolute}</option>
          </Select>
          <Button tone="quiet" onClick={remove} aria-label={`Remove ${title} from what is guarded`}>
            Remove
          </Button>
        </FigureLine>
      )}
    </FormField>
  );
}
