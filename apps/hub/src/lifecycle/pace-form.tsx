"use client";

import type { RevocationPace } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import type { RadioOption } from "../ui/radio-group.tsx";

type Kind = RevocationPace["kind"];
type Waves = { readonly waves: number; readonly minutes: number };

/** Chooses how the tenant's fleets leave a revoked Persona. */
export function PaceForm({ pace }: { readonly pace: RevocationPace }) {
  const router = useRouter();
  const [kind, setKind] = useState<Kind>(pace.kind);
  const [chosen, setChosen] = useState<Waves>(
    pace.kind === "waves" ? { waves: pace.waves, minutes: pace.windowMs / 60_000 } : { waves: 5, minutes: 5 },
  );
  const choose = useMutation({
    mutationFn: () => {
      const windowMs = Math.round(chosen.minutes * 60) * 1_000;
      return trpc.setRevocationPace.mutate(kind === "at-once" ? { kind } : { kind, waves: chosen.waves, windowMs });
    },
    onSuccess: () => router.refresh(),
  });
  const ready = kind === "at-once" || possible(chosen);
  return (
    <Card as="div">
      <form
        aria-label="How fleets leave a revoked Persona"
        className="grid gap-4 p-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) choose.mutate();
        }}
      >
        <RadioGroup
          legend="Hosts go to their safe configuration"
          name="pace"
          options={kinds}
          value={kind}
          onChange={setKind}
        />
        {kind === "waves" && <WaveFields chosen={chosen} choose={setChosen} />}
        <div className="flex flex-wrap items-center gap-3">
          <Button tone="primary" type="submit" disabled={!ready || choose.isPending}>
            {choose.isPending ? "Keeping…" : "Keep this"}
          </Button>
          {choose.isSuccess && (
            <span className="text-13 text-muted" role="status">
              Kept.
            </span>
          )}
        </div>
        <FailedCall of={choose} />
      </form>
    </Card>
  );
}

const kinds: readonly RadioOption<Kind>[] = [
  { value: "waves", label: "in waves", hint: "A share of each fleet's hosts first, so that you see what it does." },
  { value: "at-once", label: "all at once", hint: "Within seconds, whatever it does to the service." },
];

function WaveFields({ chosen, choose }: { readonly chosen: Waves; readonly choose: (waves: Waves) => void }) {
  const input = (id: string, value: number, most: number, set: (value: number) => Waves) => (
    <Input
      id={id}
      type="number"
      min={most === 100 ? 1 : 0}
      max={most}
      step={most === 100 ? 1 : "any"}
      value={Number.isNaN(value) ? "" : value}
      onChange={(event) => choose(set(event.target.valueAsNumber))}
    />
  );
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Waves">{(id) => input(id, chosen.waves, 100, (waves) => ({ ...chosen, waves }))}</Field>
      <Field label="Over, minutes">
        {(id) => input(id, chosen.minutes, 1_440, (minutes) => ({ ...chosen, minutes }))}
      </Field>
      <p className="text-13 text-muted sm:col-span-2" aria-live="polite">
        {possible(chosen) ? waveSentence(chosen) : "1 to 100 waves, within a day at most."}
      </p>
    </div>
  );
}

function possible({ waves, minutes }: Waves): boolean {
  return Number.isInteger(waves) && waves >= 1 && waves <= 100 && minutes >= 0 && minutes <= 1_440;
}

function waveSentence({ waves, minutes }: Waves): string {
  if (waves === 1) return "All hosts of a fleet go at once.";
  const gap = (minutes * 60) / waves;
  const shown = gap < 90 ? `${Math.round(gap)} s` : `${Math.round(gap / 6) / 10} min`;
  return `Of a fleet of ${waves * 2} hosts, 2 go at once and 2 more every ${shown}.`;
}
