import { Checkbox } from "../../ui/checkbox.tsx";
import { Term } from "../term.tsx";
import { ChoiceField, DurationField, FieldsGrid, QuestionBody, TextField } from "./form-parts.tsx";
import type { SectionProps } from "./section-props.ts";

/** What most people leave as it is. */
export function AdvancedSection({ draft, change }: SectionProps) {
  return (
    <details className="border-t border-line px-4 py-5">
      <summary className="cursor-pointer">
        <span className="font-medium">Advanced</span>{" "}
        <span className="text-13 text-muted">
          certainty, A/A, own past, holdout, what happens to a winner, exploring
        </span>
      </summary>
      <QuestionBody className="mt-4">
        <Certainty {...{ draft, change }} />
        <Winner {...{ draft, change }} />
        <FieldsGrid>
          <DurationField
            label="A/A first"
            path="aaS"
            hint="all arms run as the control, to see that nothing is found; 0: not"
            value={draft.aa}
            set={(aa) => change({ aa })}
          />
          <DurationField
            label="Own past as baseline (CUPED)"
            path="preS"
            hint="narrows the interval where hosts differ from each other; 0: not"
            value={draft.before}
            set={(before) => change({ before })}
          />
          <TextField
            label="Explore every"
            path="explore.everyS"
            hint="arms but the control draw from the policy's weights, so that it can learn; 0: not"
            numeric
            suffix="s"
            value={draft.exploreS}
            set={(exploreS) => change({ exploreS })}
          />
        </FieldsGrid>
      </QuestionBody>
    </details>
  );
}

function Certainty({ draft, change }: SectionProps) {
  return (
    <FieldsGrid>
      <TextField
        label="Alpha"
        path="alpha"
        hint="how often a difference may be found that is not there"
        numeric
        suffix="%"
        value={draft.alpha}
        set={(alpha) => change({ alpha })}
      />
      <TextField
        label={<Term of="power">Power</Term>}
        path="power"
        hint="how often one that is there is found"
        numeric
        suffix="%"
        value={draft.power}
        set={(power) => change({ power })}
      />
      <ChoiceField
        label="Several comparisons"
        path="correction"
        hint="among how many an error may be"
        value={draft.correction}
        set={(correction) => change({ correction })}
        choices={[
          ["holm", "none may be wrong (Holm)"],
          ["benjamini-hochberg", "a share may be (Benjamini-Hochberg)"],
        ]}
      />
      <Checkbox
        checked={draft.winsorise}
        onChange={(event) => change({ winsorise: event.target.checked })}
        label="Pull in the outermost 1 % of units on either side (winsorise)"
        hint="for every metric"
      />
    </FieldsGrid>
  );
}

function Winner({ draft, change }: SectionProps) {
  return (
    <FieldsGrid>
      <ChoiceField
        label="A winner"
        path="confirm"
        value={draft.confirm ? "confirm" : "straight"}
        set={(value) => change({ confirm: value === "confirm" })}
        choices={[
          ["confirm", "is confirmed on fresh units first"],
          ["straight", "needs no confirmation"],
        ]}
      />
      <ChoiceField
        label="Then"
        path="promote"
        value={draft.promote}
        set={(promote) => change({ promote })}
        choices={[
          ["ask", "it waits for a person"],
          ["automatic", "it is put in charge by itself"],
        ]}
      />
      <TextField
        label={<Term of="holdout">Holdout</Term>}
        path="holdout.percent"
        hint="of the units stay on the control afterwards; 0: none"
        numeric
        suffix="%"
        value={draft.holdoutPercent}
        set={(holdoutPercent) => change({ holdoutPercent })}
      />
      <TextField
        label="for"
        path="holdout.days"
        numeric
        suffix="days"
        value={draft.holdoutDays}
        set={(holdoutDays) => change({ holdoutDays })}
      />
    </FieldsGrid>
  );
}
