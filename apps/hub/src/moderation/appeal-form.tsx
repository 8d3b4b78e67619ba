"use client";

import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { useDecision } from "./use-decision.ts";

/** Asks once for another look at something that was hidden. */
export function AppealForm({ holdId }: { readonly holdId: string }) {
  const [body, setBody] = useState("");
  const appeal = useDecision(() => trpc.appealHold.mutate({ holdId, body }));
  return (
    <form
      className="grid max-w-read gap-3"
      aria-label="Appeal"
      onSubmit={(event) => {
        event.preventDefault();
        appeal.mutate(undefined);
      }}
    >
      <Field
        label="Why should it be read again?"
        hint="You can appeal once. Another moderator than the one who hid it decides, where there is one."
      >
        {(id, below) => (
          <TextArea
            id={id}
            aria-describedby={below}
            rows={4}
            maxLength={3_000}
            value={body}
            onChange={(event) => setBody(event.target.value)}
          />
        )}
      </Field>
      <FailedCall of={appeal} />
      <div>
        <Button tone="primary" type="submit" disabled={body.trim() === "" || appeal.isPending}>
          {appeal.isPending ? "Sending…" : "Appeal"}
        </Button>
      </div>
    </form>
  );
}
