"use client";

import { trpc } from "../trpc/client.ts";
import { AskFirst } from "../ui/ask-first.tsx";
import { useDecision } from "./use-decision.ts";

/** Takes a decision back without an appeal. */
export function RestoreForm({ holdId }: { readonly holdId: string }) {
  const restore = useDecision((note: string) => trpc.restoreThing.mutate({ holdId, note }));
  return (
    <div>
      <AskFirst
        label="Restore it"
        question="Restore it?"
        consequence="Everybody can read it again, its vote counts again, and its author is told."
        yes="Restore it"
        no="Leave it hidden"
        tell={(note) => restore.mutateAsync(note)}
      />
    </div>
  );
}
