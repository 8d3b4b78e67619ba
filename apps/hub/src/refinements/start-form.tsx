"use client";

import type { LearningMaterialView, RefinementSummary } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Checkbox } from "../ui/checkbox.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";
import { TellForm } from "../ui/tell-form.tsx";
import { methodWords } from "./refinement-words.ts";

type Method = RefinementSummary["method"];
type Draft = { readonly version: number; readonly method: Method; readonly seed: string; readonly ownOnly: boolean };
type Props = {
  readonly personaId: string;
  readonly versions: readonly number[];
  readonly material: LearningMaterialView;
};

/** Asks a worker for the next version, by what consenting fleets recorded. */
export function StartRefinementForm({ personaId, versions, material }: Props) {
  const router = useRouter();
  const [draft, setDraft] = useState<Draft>({ version: versions[0] ?? 1, method: "ppo", seed: "1", ownOnly: false });
  const change = (changed: Partial<Draft>): void => setDraft((before) => ({ ...before, ...changed }));
  const { version, method, seed, ownOnly } = draft;
  const ask = useMutation({
    mutationFn: () => trpc.requestRefinement.mutate({ personaId, version, method, seed: Number(seed), ownOnly }),
    onSuccess: ({ refinementId }) => router.push(`/author/refinements/${refinementId}`),
  });
  const explored = material.experiments.filter(({ own }) => own || !ownOnly);
  return (
    <TellForm
      label="Refine a version"
      says={["Ask for a candidate", "Asking…"]}
      call={ask}
      ready={/^\d{1,9}$/.test(seed) && explored.length > 0}
    >
      <StartFields draft={draft} change={change} versions={versions} />
      <p className="text-13 text-muted sm:col-span-2" aria-live="polite">
        {explored.length === 0
          ? "There is nothing to learn from yet: experiments with exploration, on fleets whose tenants agreed, that have ended."
          : `From ${explored.length} ${explored.length === 1 ? "experiment" : "experiments"} that explored, ${Math.round(explored.reduce((sum, { seconds }) => sum + seconds, 0) / 360) / 10} hours in all.`}
      </p>
    </TellForm>
  );
}

type FieldProps = {
  readonly draft: Draft;
  readonly change: (changed: Partial<Draft>) => void;
  readonly versions: readonly number[];
};

function StartFields({ draft: { version, method, seed, ownOnly }, change, versions }: FieldProps) {
  return (
    <>
      <Field label="From version">
        {(id) => (
          <Select
            id={id}

            value={version}
            onChange={(event) => change({ version: Number(event.target.value) })}
          >
            {versions.map((each) => (
              <option key={each} value={each}>
                v{each}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="How">
        {(id) => (
          <Select
            id={id}

            value={method}
            onChange={(event) => change({ method: event.target.value as Method })}
          >
            {(Object.keys(methodWords) as Method[]).map((each) => (
              <option key={each} value={each}>
                {methodWords[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label="Seed" hint="The same seed gives the same candidate.">
        {(id) => (
          <Input
            id={id}

            inputMode="numeric"
            value={seed}
            onChange={(event) => change({ seed: event.target.value })}
          />
        )}
      </Field>
      <Checkbox
        label="Only experiments on your own fleets"
        checked={ownOnly}
        onChange={(event) => change({ ownOnly: event.target.checked })}
      />
    </>
  );
}
