"use client";

import { createContext, useContext, useId } from "react";
import type { ReactNode } from "react";
import { classes } from "../../ui/classes.ts";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import type { DurationUnit, TypedDuration } from "./plan-draft.ts";
import type { DraftFaults } from "./plan-input.ts";

/** What is wrong, by field; only what somebody has touched already, or tried to start with, is shown. */
export const Faults = createContext<DraftFaults>({});

type SectionProps = {
  readonly title: ReactNode;
  readonly about?: ReactNode;
  readonly children: ReactNode;
};

const questionLook =
  "grid grid-cols-[minmax(0,1fr)] gap-x-6 gap-y-3 border-t border-line px-4 py-5 first:border-t-0 " +
  "lg:grid-cols-[220px_minmax(0,1fr)]";

/** One question of the form. */
export function FormSection({ title, about, children }: SectionProps) {
  const id = useId();
  return (
    <section className={questionLook} aria-labelledby={id}>
      <div>
        <h2 id={id}>{title}</h2>
        {about !== undefined && <p className="text-13 text-muted">{about}</p>}
      </div>
      <QuestionBody>{children}</QuestionBody>
    </section>
  );
}

/** What a question is answered with: fields and frames as wide as there is room, buttons as wide as their words. */
export function QuestionBody({ className, children }: { readonly className?: string; readonly children: ReactNode }) {
  return (
    <div
      className={classes(
        "grid min-w-0 content-start justify-items-start gap-4 *:max-w-full *:min-w-0 [&>:is(div:not([role=group]),fieldset,details)]:w-full",
        className,
      )}
    >
      {children}
    </div>
  );
}

/** Fields beside each other. */
export function FieldsGrid({ children }: { readonly children: ReactNode }) {
  return (
    <div className="grid grid-cols-[repeat(auto-fill,minmax(210px,1fr))] items-start gap-x-4 gap-y-3">{children}</div>
  );
}

/** A short control for a figure, in a `FigureLine`. */
export const figureLook = "min-w-14 flex-[0_1_96px] font-mono";

/** A figure with its unit, or its unit's choice, behind it. */
export function FigureLine({ children }: { readonly children: ReactNode }) {
  return <span className="flex items-center gap-2">{children}</span>;
}

type FormFieldProps = {
  readonly label: ReactNode;
  /** The path of the plan that it fills. */
  readonly path: string;
  readonly hint?: ReactNode;
  /** The label beside the control, where there is room. */
  readonly beside?: boolean;
  readonly children: (control: {
    readonly id: string;
    readonly name: string;
    readonly "aria-invalid": boolean;
    readonly "aria-describedby": string | undefined;
  }) => ReactNode;
};

/** A labelled control that says below itself what is wrong with it. */
export function FormField({ label, path, hint, beside = false, children }: FormFieldProps) {
  const fault = useContext(Faults)[path];
  return (
    <Field label={label} hint={hint} error={fault} beside={beside}>
      {(id, describedBy) =>
        children({ id, name: path, "aria-invalid": fault !== undefined, "aria-describedby": describedBy })
      }
    </Field>
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
        <FigureLine>
          <Input
            {...control}
            className={numeric ? figureLook : undefined}
            autoComplete="off"
            inputMode={numeric ? "decimal" : undefined}
            placeholder={placeholder}
            value={value}
            onChange={(event) => set(event.target.value)}
          />
          {suffix !== undefined && <span className="text-13 text-muted">{suffix}</span>}
        </FigureLine>
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
        <FigureLine>
          <Input
            {...control}
            className={figureLook}
            inputMode="decimal"
            autoComplete="off"
            value={value.count}
            onChange={(event) => set({ ...value, count: event.target.value })}
          />
          <Select
            className="max-w-max min-w-0"
            name={field.path}
            aria-label="Unit of time"
            value={value.unit}
            onChange={(event) => set({ ...value, unit: event.target.value as DurationUnit })}
          >
            {units.map((unit) => (
              <option key={unit}>{unit}</option>
            ))}
          </Select>
        </FigureLine>
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
        <Select
          {...control}
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
        </Select>
      )}
    </FormField>
  );
}
