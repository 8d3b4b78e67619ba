"use client";

import type { ReactNode } from "react";
import { classes } from "./classes.ts";
import { useEarlyChoice } from "./use-early-input.ts";

export type RadioOption<Value extends string> = {
  readonly value: Value;
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly disabled?: boolean;
};

type Props<Value extends string> = {
  readonly legend: ReactNode;
  readonly name: string;
  readonly options: readonly RadioOption<Value>[];
  /** Controlled with `onChange`, or `defaultValue` for a form that is simply sent. */
  readonly value?: Value;
  readonly defaultValue?: Value;
  readonly onChange?: (value: Value) => void;
  readonly hideLegend?: boolean;
};

/** One of a few, all of them in sight. */
export function RadioGroup<Value extends string>(props: Props<Value>) {
  const { legend, name, options, value, defaultValue, onChange, hideLegend = false } = props;
  const early = useEarlyChoice(value, (chosen) => {
    const option = options.find((each) => each.value === chosen);
    if (option !== undefined) onChange?.(option.value);
  });
  return (
    <fieldset ref={early} className="m-0 grid min-w-0 gap-1 border-0 p-0">
      <legend className={classes("mb-1 p-0 text-13 font-medium", hideLegend && "visually-hidden")}>{legend}</legend>
      {options.map((option) => (
        <label key={option.value} className="flex min-h-7 items-start gap-2 text-13 has-disabled:text-muted">
          <input
            type="radio"
            className="mt-[3px] size-4 flex-none accent-accent"
            name={name}
            value={option.value}
            disabled={option.disabled}
            {...(value !== undefined && { checked: value === option.value })}
            {...(defaultValue !== undefined && { defaultChecked: defaultValue === option.value })}
            {...(onChange !== undefined && { onChange: () => onChange(option.value) })}
          />
          <span>
            {option.label}
            {option.hint !== undefined && <span className="block text-12 text-muted">{option.hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
