"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../../trpc/client.ts";
import { Button } from "../../ui/button.tsx";
import { FailedCall } from "../../ui/failed-call.tsx";
import { Field } from "../../ui/field.tsx";
import { Input } from "../../ui/input.tsx";
import { useSettling } from "../use-settling.ts";
import { promotionOf } from "./promotion-of.ts";

const fields = [
  { name: "code", label: "Code", hint: "4 to 20 letters and digits.", mode: "text" },
  { name: "percent", label: "Percent off", hint: "1 to 100, of the first payment.", mode: "numeric" },
  { name: "most", label: "How often at most", hint: "Empty: without a limit.", mode: "numeric" },
] as const;

/** Makes a code. */
export function PromotionForm({ personaId }: { readonly personaId: string }) {
  const [typed, setTyped] = useState({ code: "", percent: "", most: "" });
  const settle = useSettling();
  const wanted = promotionOf(typed);
  const make = useMutation({
    mutationFn: (promotion: NonNullable<typeof wanted>) =>
      trpc.createPromotion.mutate({ personaId, ...promotion, expiresAt: null }),
    onSuccess: () => {
      setTyped({ code: "", percent: "", most: "" });
      settle();
    },
  });
  return (
    <form
      aria-label="New promotion code"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (wanted !== null) make.mutate(wanted);
      }}
    >
      <div className="grid items-start gap-4 sm:grid-cols-3">
        {fields.map(({ name, label, hint, mode }) => (
          <Field key={name} label={label} hint={hint}>
            {(id, describedBy) => (
              <Input
                id={id}
                aria-describedby={describedBy}
                autoComplete="off"
                inputMode={mode}
                value={typed[name]}
                onChange={(event) => setTyped({ ...typed, [name]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <div>
        <Button type="submit" disabled={wanted === null || make.isPending}>
          {make.isPending ? "Making it…" : "Make this code"}
        </Button>
      </div>
      <FailedCall of={make} />
    </form>
  );
}
