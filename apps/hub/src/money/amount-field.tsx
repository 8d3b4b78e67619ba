"use client";

import { currencyOf } from "@fleet-persona/money";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { partOf } from "./part-of.ts";

type Props = {
  readonly label: string;
  readonly hint: string;
  /** What is left, in the smallest unit: nothing above it can be chosen. */
  readonly mostMinor: number;
  readonly currency: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

/** A part of an amount, typed in the currency's own unit. */
export function AmountField({ label, hint, mostMinor, currency, value, onChange }: Props) {
  const part = partOf(value, mostMinor, currency);
  const decimals = currencyOf(currency)?.decimals ?? 2;
  return (
    <Field label={`${label}, ${currency}`} hint={hint} error={part.kind === "refused" ? part.message : undefined}>
      {(id, describedBy) => (
        <Input
          id={id}
          inputMode={decimals === 0 ? "numeric" : "decimal"}
          autoComplete="off"
          aria-describedby={describedBy}
          aria-invalid={part.kind === "refused"}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
