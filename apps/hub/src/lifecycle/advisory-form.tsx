"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
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
  const ready = title.trim() !== "" && affected.length > 0;
  return (
    <Dialog
      title="Publish an advisory"
      lead="Everybody who runs one of the versions you name is told. It stops nothing: to stop a version, revoke it."
      button={{ label: "Publish an advisory…" }}
      width="wide"
      open={open}
      onOpenChange={setOpen}
    >
      <form
        aria-label="Publish an advisory"
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) publish.mutate();
        }}
      >
        <AdvisoryFields draft={draft} change={(part) => setDraft({ ...draft, ...part })} versions={versions} />
        <FailedCall of={publish} />
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>Leave it</DialogClose>
          <Button tone="primary" type="submit" disabled={!ready || publish.isPending}>
            {publish.isPending ? "Publishing…" : "Publish to everybody who runs it"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
