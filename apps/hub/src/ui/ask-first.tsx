"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ButtonSize, ButtonTone } from "./button-look.ts";
import { Button } from "./button.tsx";
import { DialogClose, Dialog } from "./dialog.tsx";
import { FailedCall } from "./failed-call.tsx";
import { Field } from "./field.tsx";
import { Input } from "./input.tsx";

type Props = {
  readonly label: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly question: string;
  /** What follows, said before it is done. */
  readonly consequence: string;
  readonly yes: string;
  readonly no: string;
  readonly tell: (reason: string) => Promise<unknown>;
};

/** A button that says what follows and asks why, and then does it. */
export function AskFirst({ label, tone = "plain", size = "medium", question, consequence, yes, no, tell }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const done = useMutation({ mutationFn: () => tell(reason.trim()), onSuccess: () => setOpen(false) });
  return (
    <Dialog title={question} lead={consequence} button={{ label, tone, size }} open={open} onOpenChange={setOpen}>
      <form
        className="grid gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          done.mutate();
        }}
      >
        <Field label="Why" hint="Optional; kept in the log.">
          {(id, describedBy) => (
            <Input
              id={id}
              aria-describedby={describedBy}
              maxLength={500}
              value={reason}
              autoComplete="off"
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <FailedCall of={done} />
        <div className="flex flex-wrap justify-end gap-2">
          <DialogClose>{no}</DialogClose>
          <Button tone={tone} type="submit" disabled={done.isPending}>
            {done.isPending ? "A moment…" : yes}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
