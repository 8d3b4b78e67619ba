"use client";

import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { useDecision } from "./use-decision.ts";

type Props = { readonly holdId: string; readonly mine: boolean };

/** Decides an appeal; by somebody else than who hid it, where there is somebody. */
export function AppealDecision({ holdId, mine }: Props) {
  const [note, setNote] = useState("");
  const decide = useDecision((outcome: "restored" | "upheld") => trpc.decideAppeal.mutate({ holdId, outcome, note }));
  return (
    <form className="grid max-w-read gap-3" aria-label="Decide the appeal" onSubmit={(event) => event.preventDefault()}>
      {mine && (
        <p className="text-13 text-muted">You hid it: another moderator decides, unless you are the only one.</p>
      )}
      <Field label="Answer to its author" hint="Kept in the log for good.">
        {(id, below) => (
          <TextArea
            id={id}
            aria-describedby={below}
            rows={3}
            maxLength={2_000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <FailedCall of={decide} />
      <div className="flex flex-wrap gap-2">
        <Button tone="primary" disabled={decide.isPending} onClick={() => decide.mutate("restored")}>
          Restore it
        </Button>
        <Button tone="danger" disabled={decide.isPending} onClick={() => decide.mutate("upheld")}>
          Leave it hidden
        </Button>
      </div>
    </form>
  );
}
