"use client";

import { Field } from "../../ui/field.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Input } from "../../ui/input.tsx";

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly error?: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

export const mostSeats = 100_000;

/** The seats that were typed; null where they cannot be. */
export function seatsOf(typed: string): number | null {
  const seats = /^\d{1,6}$/.test(typed.trim()) ? Number(typed) : 0;
  return seats >= 1 && seats <= mostSeats ? seats : null;
}

/** How many hosts may run something: typed, or step by step. */
export function SeatsField({ label, hint, error, value, onChange }: Props) {
  const seats = seatsOf(value);
  const step = (by: 1 | -1): void => onChange(String(Math.min(mostSeats, Math.max(1, (seats ?? 1) + by))));
  return (
    <Field label={label} hint={hint} error={error}>
      {(id, describedBy) => (
        <div className="flex items-center gap-1.5">
          <IconButton
            icon="minus"
            label="One seat less"
            tone="plain"
            className="flex-none"
            disabled={seats === null || seats <= 1}
            onClick={() => step(-1)}
          />
          <Input
            id={id}
            className="max-w-24 text-center font-mono tabular-nums"
            inputMode="numeric"
            autoComplete="off"
            aria-describedby={describedBy}
            aria-invalid={seats === null}
            value={value}
            onChange={(event) => onChange(event.target.value)}
          />
          <IconButton
            icon="plus"
            label="One seat more"
            tone="plain"
            className="flex-none"
            disabled={seats === mostSeats}
            onClick={() => step(1)}
          />
        </div>
      )}
    </Field>
  );
}
