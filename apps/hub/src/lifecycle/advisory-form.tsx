"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { TellForm } from "../ui/tell-form.tsx";
import { AdvisoryFields, emptyAdvisory } from "./advisory-fields.tsx";

type Props = { readonly personaId: string; readonly versions: readonly number[] };

/** Publishes an advisory about some of a Persona's versions. */
export function AdvisoryForm({ personaId, versions }: Props) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(emptyAdvisory);
  const { severity, title, body, affected, fixedIn } = draft;
  const publish = useMutation({
    mutationFn: () => {
      const fix = fixedIn === "" ? null : Number(fixedIn);
      const said = {
        personaId,
        severity,
        title: title.trim(),
        body: body.trim(),
        affected: [...affected],
        fixedIn: fix,
      };
      return trpc.publishAdvisory.mutate(said);
    },
    onSuccess: () => {
      setOpen(false);
      setDraft(emptyAdvisory);
      router.refresh();
    },
  });
  if (!open)
    return (
      <p>
        <button className="button" type="button" onClick={() => setOpen(true)}>
          Publish an advisory…
        </button>
      </p>
    );
  return (
    <TellForm
      label="Publish an advisory"
      says={["Publish to everybody who runs it", "Publishing…"]}
      call={publish}
      ready={title.trim() !== "" && affected.length > 0}
    >
      <AdvisoryFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} versions={versions} />
    </TellForm>
  );
}
