"use client";

import { useMutation } from "@tanstack/react-query";
import Link from "next/link";
import { useCallback, useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { Checkbox } from "../../ui/checkbox.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { leaveFor, useReturned } from "../leave.ts";
import type { Country } from "./countries.ts";

type Props = { readonly countries: readonly Country[]; readonly termsVersion: 1 };

/** Where the seller is, the terms, and on to the processor's page. */
export function StartSelling({ countries, termsVersion }: Props) {
  const [country, setCountry] = useState("");
  const [agreed, setAgreed] = useState(false);
  const start = useMutation({
    mutationFn: () => trpc.startSelling.mutate({ country, acceptedTerms: termsVersion }),
    onSuccess: ({ onboardingUrl }) => leaveFor(onboardingUrl),
  });
  useReturned(useCallback(() => start.reset(), [start]));
  const leaving = start.isPending || start.isSuccess;
  const ready = country !== "" && agreed;
  return (
    <form
      aria-label="Open your account"
      className="grid max-w-120 gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !leaving) start.mutate();
      }}
    >
      <Field
        label="Country"
        hint="Where you or your company are, and your bank account is. It cannot be changed later."
      >
        {(id, describedBy) => (
          <Select
            id={id}
            required
            aria-describedby={describedBy}
            value={country}
            onChange={(event) => setCountry(event.target.value)}
          >
            <option value="">Choose…</option>
            {countries.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Checkbox
        checked={agreed}
        onChange={(event) => setAgreed(event.target.checked)}
        label={
          <>
            We agree to the <Link href="/terms/selling">terms of selling</Link>, version {termsVersion}
          </>
        }
        hint="15 % commission with the card’s fees in it, paid after the 14 days in which buyers can ask for their money back."
      />
      <div>
        <Button tone="primary" type="submit" disabled={!ready || leaving}>
          {leaving ? "Opening the next page…" : "Go on to the payment processor"}
        </Button>
      </div>
      <FailedCall of={start} />
    </form>
  );
}
