import type { SuggestedDesign } from "@fleet-persona/hub-core";
import { Term } from "../term.tsx";
import { DurationField, FormSection } from "./form-parts.tsx";
import type { SectionProps } from "./section-props.ts";

type Props = SectionProps & { readonly suggestion: SuggestedDesign };

const designs = [
  ["hosts", "Hosts side by side"],
  ["switchback", "Time takes turns"],
] as const;

/** Who is a unit: suggested with its reason, and a warning where somebody knows better. */
export function DesignSection({ draft, change, suggestion }: Props) {
  const overridden = draft.design !== suggestion.design.kind;
  return (
    <FormSection
      title="How are arms compared?"
      about={
        <>
          Hosts beside hosts, or stretches of time beside each other (<Term of="switchback" />
          ).
        </>
      }
    >
      <div className="segmented" role="group" aria-label="Design">
        {designs.map(([kind, words]) => (
          <button
            key={kind}
            type="button"
            aria-pressed={draft.design === kind}
            onClick={() => change({ design: kind })}
          >
            {words}
            {suggestion.design.kind === kind && " (suggested)"}
          </button>
        ))}
      </div>
      <p className={overridden ? "notice notice-warn" : "notice"}>
        <span>
          {overridden && <span className="strong">This is not what the fleet suggests. </span>}
          {suggestion.sentence}
        </span>
      </p>
      {draft.design === "switchback" && (
        <div className="xp-fields">
          <DurationField
            label="Each block lasts"
            path="design.blockS"
            hint="long enough for the fleet to settle and be measured"
            value={draft.block}
            set={(block) => change({ block })}
          />
          <DurationField
            label={<Term of="wash-out">Wash-out at its start</Term>}
            path="design.washOutS"
            hint="not measured: the arm before dies away"
            value={draft.washOut}
            set={(washOut) => change({ washOut })}
          />
        </div>
      )}
    </FormSection>
  );
}
