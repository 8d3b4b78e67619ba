"use client";

import type { SellerAccountView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { Select } from "../../ui/select.tsx";
import { partOf, typedOf } from "../part-of.ts";
import { useSettling } from "../use-settling.ts";
import { intervals } from "./payout-words.ts";

type Props = {
  readonly account: Pick<SellerAccountView, "payoutInterval" | "payoutMinimum">;
  /** Those in which something was sold. */
  readonly currencies: readonly string[];
};

const mostMinor = 100_000_000;

/** When money goes on to the seller's bank, and how much at least. */
export function PayoutTermsForm({ account, currencies }: Props) {
  const [interval, setInterval] = useState(account.payoutInterval);
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(currencies.map((code) => [code, typedOf(account.payoutMinimum[code] ?? 0, code)])),
  );
  const settle = useSettling();
  const read = currencies.map((code) => [code, minimumOf(typed[code] ?? "", code)] as const);
  const ready = read.every(([, minor]) => typeof minor === "number");
  const set = useMutation({
    mutationFn: () =>
      trpc.setPayoutTerms.mutate({
        interval,
        minimumMinor: Object.fromEntries(
          read.flatMap(([code, minor]) => (typeof minor === "number" ? [[code, minor]] : [])),
        ),
      }),
    onSuccess: settle,
  });
  return (
    <form
      aria-label="When you are paid"
      className="grid max-w-120 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) set.mutate();
      }}
    >
      <IntervalField value={interval} onChange={setInterval} />
      {read.map(([code, minor]) => (
        <MinimumField
          key={code}
          code={code}
          error={typeof minor === "string" ? minor : undefined}
          value={typed[code] ?? ""}
          onChange={(value) => setTyped({ ...typed, [code]: value })}
        />
      ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" type="submit" disabled={!ready || set.isPending}>
          {set.isPending ? "Setting…" : "Set this"}
        </Button>
        {set.isSuccess && (
          <span role="status" className="text-13 text-muted">
            Set.
          </span>
        )}
      </div>
      <FailedCall of={set} />
    </form>
  );
}

type MinimumProps = {
  readonly code: string;
  readonly error: string | undefined;
  readonly value: string;
  readonly onChange: (value: string) => void;
};

function MinimumField({ code, error, value, onChange }: MinimumProps) {
  return (
    <Field
      label={`The least that is worth it, ${code}`}
      hint="Less than this stays with the platform until there is more."
      error={error}
    >
      {(id, describedBy) => (
        <Input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={describedBy}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}

type Interval = SellerAccountView["payoutInterval"];
type IntervalProps = { readonly value: Interval; readonly onChange: (value: Interval) => void };

function IntervalField({ value: chosen, onChange }: IntervalProps) {
  return (
    <Field label="Paid out to your bank">
      {(id) => (
        <Select id={id} value={chosen} onChange={(event) => onChange(event.target.value as Interval)}>
          {intervals.map(({ value, label }) => (
            <option key={value} value={value}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}

// Nothing is a minimum too; a text says why it cannot be read.
function minimumOf(typed: string, currency: string): number | string {
  if (/^0*(?:[.,]0*)?$/.test(typed.trim())) return 0;
  const part = partOf(typed, mostMinor, currency);
  return part.kind === "amount" ? part.amountMinor : part.message;
}
