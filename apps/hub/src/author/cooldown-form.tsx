"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";

type Props = { readonly personaId: string; readonly hours: number; readonly longest: number };

/** For how long a new version is held back. */
export function CooldownForm({ personaId, hours, longest }: Props) {
  const router = useRouter();
  const [typed, setTyped] = useState(String(hours));
  const chosen = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : Number.NaN;
  const possible = chosen <= longest;
  const keep = useMutation({
    mutationFn: () => trpc.setCooldown.mutate({ personaId, hours: chosen }),
    onSuccess: () => router.refresh(),
  });
  const wrong = `Whole hours, 0 to ${longest}.`;
  return (
    <form
      aria-label="Cool-down"
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (possible) keep.mutate();
      }}
    >
      <Field
        label="Hold a new version back for, hours"
        hint="0: fleets are led to it as soon as the gate has passed it. Tenants that take versions early get it at once either way."
        error={possible ? undefined : wrong}
      >
        {(id, describedBy) => (
          <Input
            id={id}
            className="max-w-30"
            inputMode="numeric"
            aria-describedby={describedBy}
            aria-invalid={!possible}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        )}
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" disabled={!possible || chosen === hours || keep.isPending}>
          {keep.isPending ? "Keeping…" : "Keep this for versions to come"}
        </Button>
        {keep.isSuccess && chosen === hours && (
          <span className="text-13 text-muted" role="status">
            Kept.
          </span>
        )}
      </div>
      <FailedCall of={keep} />
    </form>
  );
}
