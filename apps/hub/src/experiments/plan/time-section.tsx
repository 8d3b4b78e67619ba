import { Button } from "../../ui/button.tsx";
import { Stack } from "../../ui/stack.tsx";
import { DurationField, FieldsGrid, FormSection, TextField } from "./form-parts.tsx";
import type { StepDraft } from "./plan-draft.ts";
import type { SectionProps } from "./section-props.ts";

/** How long, and in which steps. */
export function TimeSection({ draft, change }: SectionProps) {
  return (
    <FormSection
      title="How long?"
      about="Before the minimum only harm is acted on. At the maximum it pauses if it is not settled."
    >
      <FieldsGrid>
        <DurationField
          label="At least"
          path="minS"
          hint="a full day, where days have a rhythm"
          value={draft.least}
          set={(least) => change({ least })}
        />
        <DurationField label="At most" path="maxS" value={draft.most} set={(most) => change({ most })} />
      </FieldsGrid>
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
    <details>
      <summary className="cursor-pointer text-13">
        Ramp{" "}
        <span className="text-muted">({steps.map(({ percent }) => percent).join(" → ")} % of each arm's hosts)</span>
      </summary>
      <Stack gap="small" className="mt-3">
        {steps.map((step, at) => (
          <div className="flex flex-wrap items-end gap-x-4 gap-y-2" key={at}>
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
              <Button
                tone="quiet"

                aria-label={`Remove step ${at + 1}`}
                onClick={() => set(steps.filter((_, index) => index !== at))}
              >
                Remove
              </Button>
            )}
          </div>
        ))}
        <Button
          className="justify-self-start"

          onClick={() => set([...steps, { percent: "100", least: { count: "1", unit: "h" } }])}
        >
          Add a step
        </Button>
      </Stack>
    </details>
  );
}
