"use client";

import { createContext, useContext, useId } from "react";
import type { ReactNode } from "react";
import type { DurationUnit, TypedDuration } from "./plan-draft.ts";
import type { DraftFaults } from "./plan-input.ts";

/** What is wrong, by field; only what somebody has touched already, or tried to start with, is shown. */
export const Faults = createContext<DraftFaults>({});

type SectionProps = {
  readonly title: ReactNode;
  readonly about?: ReactNode;
  readonly children: ReactNode;
};

/** One question of the form. */
export function FormSection({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section className="xp-question" aria-labelledby={id}>
      <div className="xp-question-head">
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p className="muted small">{about}</p>}
      </div>
      <div className="xp-question-body">{children}</div>
    </section>
  );
}

type FormFieldProps = {
  readonly label: ReactNode;
  /** The path of the plan that it fills. */
  readonly path: string;
  readonly hint?: ReactNode;
  readonly children: (control: {
    readonly id: string;
    readonly name: string;
    readonly "aria-invalid": boolean;
    readonly "aria-describedby": string;
  }) => ReactNode;
};

/** A labelled control that says below itself what is wrong with it. */
export function FormField({ label, path, hint, children }: FormFieldProps) {
  const id = useId();
  const note = useId();
  const fault = useContext(Faults)[path];
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, name: path, "aria-invalid": fault !== undefined, "aria-describedby": note })}
      <span id={note} className={fault === undefined ? "hint" : "hint xp-fault"}>
        {fault ?? hint}
      </span>
    </div>
  );
}

type TextProps = Omit<FormFieldProps, "children"> & {
  readonly value: string;
  readonly set: (value: string) => void;
  readonly suffix?: string;
  readonly numeric?: boolean;
  readonly placeholder?: string;
};

/** Words, or a figure with its unit behind it. */
export function TextField({ value, set, suffix, numeric = false, placeholder, ...field }: TextProps) {
  return (
    <FormField {...field}>
      {(control) => (
        <span className={numeric ? "xp-figure-input" : undefined}>
          <input
            {...control}
            className="input"
            autoComplete="off"
            inputMode={numeric ? "decimal" : undefined}
            placeholder={placeholder}
            value={value}
            onChange={(event) => set(event.target.value)}
          />
          {suffix !== undefined && <span className="muted small">{suffix}</span>}
        </span>
      )}
    </FormField>
  );
}

type DurationProps = Omit<FormFieldProps, "children"> & {
  readonly value: TypedDuration;
  readonly set: (value: TypedDuration) => void;
};

const units: readonly DurationUnit[] = ["s", "min", "h", "days"];

/** A length of time: a count and its unit. */
export function DurationField({ value, set, ...field }: DurationProps) {
  return (
    <FormField {...field}>
      {(control) => (
        <span className="xp-figure-input">
          <input
            {...control}
            className="input"
            inputMode="decimal"
            autoComplete="off"
            value={value.count}
            onChange={(event) => set({ ...value, count: event.target.value })}
          />
          <select
            className="input"
            name={field.path}
            aria-label="Unit of time"
            value={value.unit}
            onChange={(event) => set({ ...value, unit: event.target.value as DurationUnit })}
          >
            {units.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </select>
        </span>
      )}
    </FormField>
  );
}

type ChoiceProps<V extends string> = Omit<FormFieldProps, "children"> & {
  readonly value: V;
  readonly set: (value: V) => void;
  readonly choices: readonly (readonly [value: V, words: string])[];
};

/** One of a few. */
export function ChoiceField<V extends string>({ value, set, choices, ...field }: ChoiceProps<V>) {
  return (
    <FormField {...field}>
      {(control) => (
        <select
          {...control}
          className="input"
          value={value}
          onChange={(event) => {
            const chosen = choices.find(([each]) => each === event.target.value);
            if (chosen !== undefined) set(chosen[0]);
          }}
        >
          {choices.map(([each, words]) => (
            <option key={each} value={each}>
              {words}
            </option>
          ))}
        </select>
      )}
    </FormField>
  );
}
