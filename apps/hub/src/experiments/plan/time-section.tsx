import { DurationField, FormSection, TextField } from "./form-parts.tsx";
import type { StepDraft } from "./plan-draft.ts";
import type { SectionProps } from "./section-props.ts";

/** How long, and in which steps. */
export function TimeSection({ draft, change }: SectionProps) {
  return (
    <FormSection
      title="How long?"
      about="Before the minimum only harm is acted on. At the maximum it pauses if it is not settled."
    >
      <div className="xp-fields">
        <DurationField
          label="At least"
          path="minS"
          hint="a full day, where days have a rhythm"
          value={draft.least}
          set={(least) => change({ least })}
        />
        <DurationField label="At most" path="maxS" value={draft.most} set={(most) => change({ most })} />
      </div>
      {draft.design === "hosts" && <Ramp steps={draft.ramp} set={(ramp) => change({ ramp })} />}
    </FormSection>
  );
}

function Ramp({
  steps,
  set,
}: {
  readonly steps: readonly StepDraft[];
  readonly set: (steps: readonly StepDraft[]) => void;
}) {
  const change = (at: number, part: Partial<StepDraft>): void =>
    set(steps.map((step, index) => (index === at ? { ...step, ...part } : step)));
  return (
    <details className="xp-settings">
      <summary className="small">
        Ramp <span className="muted">({steps.map(({ percent }) => percent).join(" → ")} % of each arm's hosts)</span>
      </summary>
      <div className="stack stack-small">
        {steps.map((step, at) => (
          <div className="xp-ramp-line" key={at}>
            <TextField
              label={`Step ${at + 1}`}
              path={`ramp.${at}.percent`}
              numeric
              suffix="%"
              value={step.percent}
              set={(percent) => change(at, { percent })}
            />
            <DurationField
              label="for at least"
              path={`ramp.${at}.leastS`}
              value={step.least}
              set={(least) => change(at, { least })}
            />
            {steps.length > 1 && (
              <button
                className="button button-quiet"
                type="button"
                aria-label={`Remove step ${at + 1}`}
                onClick={() => set(steps.filter((_, index) => index !== at))}
              >
                Remove
              </button>
            )}
          </div>
        ))}
        <button
          className="button xp-add"
          type="button"
          onClick={() => set([...steps, { percent: "100", least: { count: "1", unit: "h" } }])}
        >
          Add a step
        </button>
      </div>
    </details>
  );
}
