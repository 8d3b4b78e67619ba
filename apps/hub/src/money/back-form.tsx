"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { Button } from "../ui/button.tsx";
import { DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { AmountField } from "./amount-field.tsx";
import { partOf, typedOf } from "./part-of.ts";
import { shownMoney } from "./shown-money.ts";
import { useSettling } from "./use-settling.ts";

type Wish = { readonly paymentId: string; readonly amountMinor?: number; readonly reason: string };

type Props = {
  readonly paymentId: string;
  /** What is left of the payment. */
  readonly leftMinor: number;
  readonly currency: string;
  readonly why: { readonly label: string; readonly hint: string };
  readonly yes: string;
  readonly tell: (wish: Wish) => Promise<unknown>;
  readonly done: () => void;
};

/** The whole of a payment or a part of it, and why. */
export function BackForm({ paymentId, leftMinor, currency, why, yes, tell, done }: Props) {
  const [kind, setKind] = useState<"whole" | "part">("whole");
  const [typed, setTyped] = useState(() => typedOf(leftMinor, currency));
  const [reason, setReason] = useState("");
  const settle = useSettling();
  const part = partOf(typed, leftMinor, currency);
  const ready = reason.trim() !== "" && (kind === "whole" || part.kind === "amount");
  const call = useMutation({
    mutationFn: () =>
      tell({
        paymentId,
        reason: reason.trim(),
        ...(kind === "part" && part.kind === "amount" && { amountMinor: part.amountMinor }),
      }),
    onSuccess: () => {
      settle();
      done();
    },
  });
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) call.mutate();
      }}
    >
      <RadioGroup
        legend="How much"
        name={`much-${paymentId}`}
        options={[
          { value: "whole", label: `All of it: ${shownMoney({ amountMinor: leftMinor, currency })}` },
          { value: "part", label: "A part of it" },
        ]}
        value={kind}
        onChange={setKind}
      />
      {kind === "part" && (
        <AmountField
          label="Amount"
          hint="With tax."
          mostMinor={leftMinor}
          {...{ currency }}
          value={typed}
          onChange={setTyped}
        />
      )}
      <Why why={why} value={reason} onChange={setReason} />
      <FailedCall of={call} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Not now</DialogClose>
        <Button tone="primary" type="submit" disabled={!ready || call.isPending}>
          {call.isPending ? "A moment…" : yes}
        </Button>
      </div>
    </form>
  );
}

type WhyProps = Pick<Props, "why"> & { readonly value: string; readonly onChange: (value: string) => void };

function Why({ why, value, onChange }: WhyProps) {
  return (
    <Field label={why.label} hint={why.hint}>
      {(id, describedBy) => (
        <TextArea
          id={id}
          aria-describedby={describedBy}
          required
          maxLength={2_000}
          value={value}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </Field>
  );
}
