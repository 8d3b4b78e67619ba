"use client";

import type { RevocationPace } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Field } from "../ui/field.tsx";
import { TellForm } from "../ui/tell-form.tsx";

type Props = { readonly pace: RevocationPace };

/** Chooses how the tenant's fleets leave a revoked Persona. */
export function PaceForm({ pace }: Props) {
  const router = useRouter();
  const [kind, setKind] = useState(pace.kind);
  const [waves, setWaves] = useState(pace.kind === "waves" ? pace.waves : 5);
  const [minutes, setMinutes] = useState(pace.kind === "waves" ? pace.windowMs / 60_000 : 5);
  const choose = useMutation({
    mutationFn: () =>
      trpc.setRevocationPace.mutate(
        kind === "at-once" ? { kind } : { kind, waves, windowMs: Math.round(minutes * 60) * 1_000 },
      ),
    onSuccess: () => router.refresh(),
  });
  const ready = kind === "at-once" || (waves >= 1 && waves <= 100 && minutes >= 0 && minutes <= 1_440);
  return (
    <TellForm
      label="How fleets leave a revoked Persona"
      says={["Keep this", "Keeping…"]}
      call={choose}
      ready={ready}
      card
    >
      <fieldset className="field tell-wide pace-kinds">
        <legend>Hosts go to their safe configuration</legend>
        <label>
          <input type="radio" name="pace" checked={kind === "waves"} onChange={() => setKind("waves")} />
          <span>
            in waves{" "}
            <span className="muted small">— a share of each fleet's hosts first, so that you see what it does</span>
          </span>
        </label>
        <label>
          <input type="radio" name="pace" checked={kind === "at-once"} onChange={() => setKind("at-once")} />
          <span>
            all at once <span className="muted small">— within seconds, whatever it does to the service</span>
          </span>
        </label>
      </fieldset>
      {kind === "waves" && (
        <>
          <Field label="Waves">
            {(id) => (
              <input
                id={id}
                className="input"
                type="number"
                min={1}
                max={100}
                value={waves}
                onChange={(event) => setWaves(event.target.valueAsNumber)}
              />
            )}
          </Field>
          <Field label="Minutes from the first to the end of the last">
            {(id) => (
              <input
                id={id}
                className="input"
                type="number"
                min={0}
                max={1_440}
                step="any"
                value={minutes}
                onChange={(event) => setMinutes(event.target.valueAsNumber)}
              />
            )}
          </Field>
          <p className="muted small tell-wide" aria-live="polite">
            {ready ? waveSentence(waves, minutes) : "1 to 100 waves, within a day at most."}
          </p>
        </>
      )}
      {choose.isSuccess && <p className="notice notice-good tell-wide">Kept.</p>}
    </TellForm>
  );
}

function waveSentence(waves: number, minutes: number): string {
  if (waves === 1) return "All hosts of a fleet go at once.";
  const gap = (minutes * 60) / waves;
  const shown = gap < 90 ? `${Math.round(gap)} s` : `${Math.round(gap / 6) / 10} min`;
  return `Of a fleet of ${waves * 2} hosts, 2 go at once and 2 more every ${shown}.`;
}
