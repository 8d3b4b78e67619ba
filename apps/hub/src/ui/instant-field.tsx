import type { ReactNode } from "react";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";

type Props = {
  readonly label: string;
  readonly value: string;
  readonly set: (value: string) => void;
  readonly hint?: ReactNode;
  readonly required?: boolean;
};

/** A day and a time in the reader's zone. */
export function InstantField({ label, value, set, hint, required = false }: Props) {
  return (
    <Field label={label} {...(hint === undefined ? {} : { hint })}>
      {(id) => (
        <Input
          id={id}
          type="datetime-local"
          required={required}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
