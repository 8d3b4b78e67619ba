import type { Severity } from "@fleet-persona/hub-core";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { TextArea } from "../ui/text-area.tsx";

/** An advisory as it is being written. */
export type AdvisoryDraft = {
  readonly severity: Severity;
  readonly title: string;
  readonly body: string;
  readonly affected: readonly number[];
  readonly fixedIn: string;
};

export const emptyAdvisory: AdvisoryDraft = { severity: "moderate", title: "", body: "", affected: [], fixedIn: "" };

const severities: readonly Severity[] = ["low", "moderate", "high", "critical"];

type Props = {
  readonly draft: AdvisoryDraft;
  readonly change: (part: Partial<AdvisoryDraft>) => void;
  readonly versions: readonly number[];
};

/** What is wrong, how grave, which versions have it, what fixes it, what to do. */
export function AdvisoryFields({ draft, change, versions }: Props) {
  return (
    <>
      <Field label="What is wrong" wide>
        {(id) => (
          <Input
            id={id}
            value={draft.title}
            required
            maxLength={140}
            placeholder="Sheds load in a surge above 400 requests a second"
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <Choice
          label="Severity"
          value={draft.severity}
          set={(severity) => change({ severity: severity as Severity })}
          options={severities.map((word) => [word, word])}
        />
        <Choice
          label="Fixed in"
          value={draft.fixedIn}
          set={(fixedIn) => change({ fixedIn })}
          options={[
            ["", "no version yet"],
            ...versions.map((version) => [`${version}`, `version ${version}`] as const),
          ]}
        />
      </div>
      <Affected versions={versions} affected={draft.affected} set={(affected) => change({ affected })} />
      <Field label="What to know and what to do" wide hint="Markdown.">
        {(id, describedBy) => (
          <TextArea
            id={id}
            aria-describedby={describedBy}
            value={draft.body}
            maxLength={8_000}
            onChange={(event) => change({ body: event.target.value })}
          />
        )}
      </Field>
    </>
  );
}

type ChoiceProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly options: readonly (readonly [value: string, words: string])[];
};

function Choice({ label, value, set, options }: ChoiceProps) {
  return (
    <Field label={label}>
      {(id) => (
        <Select id={id} value={value} onChange={(event) => set(event.target.value)}>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

type AffectedProps = {
  readonly versions: readonly number[];
  readonly affected: readonly number[];
  readonly set: (affected: readonly number[]) => void;
};

function Affected({ versions, affected, set }: AffectedProps) {
  return (
    <fieldset className="m-0 min-w-0 border-0 p-0">
      <legend className="mb-1 p-0 text-13 font-medium">Versions that have it</legend>
      <div className="flex flex-wrap gap-x-4">
        {versions.map((version) => (
          <Checkbox
            key={version}
            label={`v${version}`}
            checked={affected.includes(version)}
            onChange={(event) =>
              set(event.target.checked ? [...affected, version] : affected.filter((known) => known !== version))
            }
          />
        ))}
      </div>
    </fieldset>
  );
}
