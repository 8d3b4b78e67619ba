import Link from "next/link";
import { Button } from "../../ui/button.tsx";
import { FieldGroup } from "../../ui/field-group.tsx";
import { Select } from "../../ui/select.tsx";
import { ChoiceField, FieldsGrid, FormField, TextField } from "./form-parts.tsx";
import { settingFields } from "./plan-draft.ts";
import type { ArmDraft } from "./plan-draft.ts";

/** A version of what the tenant got, and whether an admin approved it for this fleet. */
export type VersionChoice = {
  readonly personaVersionId: string;
  readonly words: string;
  readonly approved: boolean;
};

type Props = {
  readonly arm: ArmDraft;
  readonly at: number;
  readonly set: (arm: ArmDraft) => void;
  readonly remove: (() => void) | null;
  readonly versions: readonly VersionChoice[];
  /** What is in charge of the fleet, in words; null: nothing is. */
  readonly inCharge: string | null;
};

const kinds = [
  ["as-is", "What is in charge"],
  ["persona", "A version you got"],
  ["fallback", "The fallback alone"],
] as const;

/** One arm: what its hosts run, and what of its settings differs. */
export function ArmFields({ arm, at, set, remove, versions, inCharge }: Props) {
  const isControl = at === 0;
  return (
    <FieldGroup framed className="gap-3" legend={isControl ? "Control" : `Arm ${at}`}>
      <FieldsGrid>
        <TextField
          label="Called"
          path={`arms.${at}.title`}
          placeholder={isControl ? "As it is" : "Half the adjustment factor"}
          value={arm.title}
          set={(title) => set({ ...arm, title })}
        />
        <ChoiceField
          label="Runs"
          path={`arms.${at}.kind`}
          hint={arm.kind === "as-is" ? (inCharge ?? "nothing is in charge of this fleet") : undefined}
          value={arm.kind}
          set={(kind) => set({ ...arm, kind })}
          choices={kinds}
        />
        <RunsWhat {...{ arm, at, set, versions }} />
      </FieldsGrid>
      {arm.kind !== "fallback" && <Settings {...{ arm, at, set }} />}
      {remove !== null && (
        <Button tone="quiet" className="justify-self-start px-0 text-muted" onClick={remove}>
          Remove this arm
        </Button>
      )}
    </FieldGroup>
  );
}

type PartProps = Pick<Props, "arm" | "at" | "set">;

function RunsWhat({ arm, at, set, versions }: PartProps & Pick<Props, "versions">) {
  if (arm.kind === "fallback")
    return (
      <ChoiceField
        label="Fallback"
        path={`arms.${at}.fallback`}
        hint="the Persona stays installed but is not asked"
        value={arm.fallback}
        set={(fallback) => set({ ...arm, fallback })}
        choices={[
          ["reactive", "Reactive: a rule on load and latency"],
          ["hold", "Hold everything as it is"],
          ["safe", "The safe configuration"],
        ]}
      />
    );
  if (arm.kind !== "persona") return null;
  return (
    <FormField
      label="Version"
      path={`arms.${at}.personaVersionId`}
      hint={
        <>
          Only what an admin approved for this fleet as active can run: see <Link href="/reviews">Reviews</Link>.
        </>
      }
    >
      {(control) => (
        <Select
          {...control}

          value={arm.personaVersionId}
          onChange={(event) => set({ ...arm, personaVersionId: event.target.value })}
        >
          <option value="">Choose…</option>
          {versions.map(({ personaVersionId, words, approved }) => (
            <option key={personaVersionId} value={personaVersionId}>
              {words}
              {approved ? "" : " (not approved here yet)"}
            </option>
          ))}
        </Select>
      )}
    </FormField>
  );
}

function Settings({ arm, at, set }: PartProps) {
  const count = Object.values(arm.settings).filter((value) => value !== undefined && value !== "").length;
  return (
    <details className="open:[&>summary]:mb-3" open={count > 0 ? true : undefined}>
      <summary className="cursor-pointer text-13">
        Settings that differ <span className="text-muted">({count === 0 ? "none: the Persona's own" : count})</span>
      </summary>
      <FieldsGrid>
        {settingFields.map(({ name, label, hint }) => (
          <TextField
            key={name}
            label={label}
            path={`arms.${at}.settings.${name}`}
            hint={hint}
            numeric
            placeholder="its own"
            value={arm.settings[name] ?? ""}
            set={(value) => set({ ...arm, settings: { ...arm.settings, [name]: value } })}
          />
        ))}
      </FieldsGrid>
    </details>
  );
}
