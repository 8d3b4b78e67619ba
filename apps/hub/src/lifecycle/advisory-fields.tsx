import type { Severity } from "@fleet-persona/hub-core";
import { Field } from "../ui/field.tsx";

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
          <input
            id={id}
            className="input"
            value={draft.title}
            required
            maxLength={140}
            placeholder="Sheds load in a surge above 400 requests a second"
            onChange={(event) => change({ title: event.target.value })}
          />
        )}
      </Field>
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
        options={[["", "no version yet"], ...versions.map((version) => [`${version}`, `version ${version}`] as const)]}
      />
      <Affected versions={versions} affected={draft.affected} set={(affected) => change({ affected })} />
      <Field label="What to know and what to do" wide hint="Markdown.">
        {(id) => (
          <textarea
            id={id}
            className="input"
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
        <select id={id} className="input" value={value} onChange={(event) => set(event.target.value)}>
          {options.map(([option, words]) => (
            <option key={option} value={option}>
              {words}
            </option>
          ))}
        </select>
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
    <fieldset className="field sm:col-span-2 affected">
      <legend>Versions that have it</legend>
      <div>
        {versions.map((version) => (
          <label key={version}>
            <input
              type="checkbox"
              checked={affected.includes(version)}
              onChange={(event) =>
                set(event.target.checked ? [...affected, version] : affected.filter((known) => known !== version))
              }
            />
            v{version}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
