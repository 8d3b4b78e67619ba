import type { SuggestedDesign } from "@fleet-persona/hub-core";
import { Notice } from "../../ui/notice.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { Term } from "../term.tsx";
import { DurationField, FieldsGrid, FormSection } from "./form-parts.tsx";
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
          Hosts beside hosts, or stretches of time beside each other{" "}
          <span className="whitespace-nowrap">
            (<Term of="switchback" />
            ).
          </span>
        </>
      }
    >
      <Segmented
        label="Design"
        value={draft.design}
        onChange={(design) => change({ design })}
        segments={designs.map(([value, words]) => ({
          value,
          label: suggestion.design.kind === value ? `${words} (suggested)` : words,
        }))}
      />
      <Notice tone={overridden ? "warn" : "neutral"}>
        {overridden && <span className="font-medium">This is not what the fleet suggests. </span>}
        {suggestion.sentence}
      </Notice>
      {draft.design === "switchback" && (
        <FieldsGrid>
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
        </FieldsGrid>
      )}
    </FormSection>
  );
}
