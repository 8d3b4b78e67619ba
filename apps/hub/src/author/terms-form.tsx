"use client";

import type { Currency, ListingTerms, PriceInterval } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import type { RadioOption } from "../ui/radio-group.tsx";
import { Select } from "../ui/select.tsx";
import { priceWords } from "../store/price-words.ts";
import { trialWords } from "./trial-words.ts";
import { SplitShown } from "./split-shown.tsx";
import { checkTerms, draftOf } from "./terms-draft.ts";
import type { TermsCheck, TermsDraft } from "./terms-draft.ts";

type Props = {
  readonly personaId: string;
  readonly terms: ListingTerms;
  readonly currencies: readonly Currency[];
  readonly longestTrialDays: number;
  /** What the platform keeps, in hundredths of a percent. */
  readonly basisPoints: number;
};

const kinds: readonly RadioOption<TermsDraft["kind"]>[] = [
  { value: "free", label: "Free" },
  { value: "one-off", label: "Once", hint: "Paid once, for every version to come." },
  { value: "subscription", label: "Subscription", hint: "Paid again and again, for all fleets of a tenant." },
  {
    value: "per-agent",
    label: "For each agent",
    hint: "Paid again and again, for each enrolled agent that may run it.",
  },
];

/** What the Persona costs and for how long it can be tried. */
export function TermsForm({ personaId, terms, currencies, longestTrialDays, basisPoints }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState(() => draftOf(terms, currencies));
  const check = checkTerms(draft, currencies, longestTrialDays);
  const keep = useMutation({
    mutationFn: (wanted: NonNullable<TermsCheck["terms"]>) => trpc.setListingTerms.mutate({ personaId, ...wanted }),
    onSuccess: () => router.refresh(),
  });
  const change = (part: Partial<TermsDraft>): void => {
    keep.reset();
    setDraft({ ...draft, ...part });
  };
  return (
    <form
      aria-label="Terms"
      className="grid gap-4"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (check.terms !== null) keep.mutate(check.terms);
      }}
    >
      <RadioGroup
        legend="What it costs"
        name="kind"
        options={kinds}
        value={draft.kind}
        onChange={(kind) => change({ kind })}
      />
      {draft.kind !== "free" && <MoneyFields {...{ draft, change, check, currencies }} />}
      {check.terms !== null && (
        <p className="text-13 text-muted" aria-live="polite">
          The listing says: <strong className="text-text">{termsLine(check.terms)}</strong>
        </p>
      )}
      {check.terms !== null && check.terms.price.kind !== "free" && (
        <SplitShown price={check.terms.price} basisPoints={basisPoints} />
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button tone="primary" type="submit" disabled={check.terms === null || keep.isPending}>
          {keep.isPending ? "Setting…" : "Set these terms"}
        </Button>
        {keep.isSuccess && (
          <span className="text-13 text-muted" role="status">
            Set.
          </span>
        )}
      </div>
      <FailedCall of={keep} />
    </form>
  );
}

function termsLine({ price, trialDays }: NonNullable<TermsCheck["terms"]>): string {
  const trial = trialWords(trialDays);
  return trial === null ? priceWords(price) : `${priceWords(price)}, ${trial}`;
}

type MoneyProps = {
  readonly draft: TermsDraft;
  readonly change: (part: Partial<TermsDraft>) => void;
  readonly check: TermsCheck;
  readonly currencies: readonly Currency[];
};

function MoneyFields({ draft, change, check, currencies }: MoneyProps) {
  return (
    <div className="grid items-start gap-4 sm:grid-cols-2">
      <Line
        label="Amount"
        value={draft.amount}
        error={draft.amount === "" ? null : check.amountError}
        hint="In the currency’s own unit, taxes not included."
        set={(amount) => change({ amount })}
      />
      <Field label="Currency">
        {(id) => (
          <Select id={id} value={draft.currency} onChange={(event) => change({ currency: event.target.value })}>
            {currencies.map(({ code, decimals }) => (
              <option key={code} value={code}>
                {decimals === 0 ? `${code}, no decimals` : code}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {draft.kind !== "one-off" && (
        <Field label="Every">
          {(id) => (
            <Select
              id={id}
              value={draft.every}
              onChange={(event) => change({ every: event.target.value as PriceInterval })}
            >
              <option value="month">month</option>
              <option value="year">year</option>
            </Select>
          )}
        </Field>
      )}
      {draft.kind !== "one-off" && (
        <Line
          label="Days to try it first"
          value={draft.trialDays}
          error={check.trialError}
          hint="Free, once for each buyer; the first payment follows. Empty: none."
          set={(trialDays) => change({ trialDays })}
        />
      )}
    </div>
  );
}

type LineProps = {
  readonly label: string;
  readonly value: string;
  readonly error: string | null;
  readonly hint: string;
  readonly set: (value: string) => void;
};

function Line({ label, value, error, hint, set }: LineProps) {
  return (
    <Field label={label} hint={hint} error={error ?? undefined}>
      {(id, describedBy) => (
        <Input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          aria-describedby={describedBy}
          aria-invalid={error !== null}
          value={value}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}
