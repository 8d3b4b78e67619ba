"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import type { ButtonTone } from "../ui/button-look.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { TextArea } from "../ui/text-area.tsx";

type Asked = Parameters<typeof trpc.reportThing.mutate>[0];

type Props = {
  readonly thing: Pick<Asked, "kind" | "thingId">;
  readonly label?: string;
  readonly tone?: ButtonTone;
  /** What it can be reported for, from the policy. */
  readonly reasons: readonly { readonly value: Asked["reason"]; readonly label: string }[];
};

/** Tells the moderators that something of the store breaks its rules. */
export function ReportThing({ thing, label = "Report", tone = "quiet", reasons }: Props) {
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState<Asked["reason"] | null>(null);
  const [note, setNote] = useState("");
  const report = useMutation({
    mutationFn: (chosen: Asked["reason"]) => trpc.reportThing.mutate({ ...thing, reason: chosen, note }),
  });
  const title = report.isSuccess ? "Reported" : "What is wrong with it?";
  return (
    <Dialog title={title} button={{ label, tone, size: "small" }} open={open} onOpenChange={setOpen}>
      {report.isSuccess ? (
        <div className="grid gap-4">
          <p>A moderator looks at it, and you are told what came of it.</p>
          <div className="flex justify-end">
            <DialogClose>Close</DialogClose>
          </div>
        </div>
      ) : (
        <form
          className="grid gap-4"
          onSubmit={(event) => {
            event.preventDefault();
            if (reason !== null) report.mutate(reason);
          }}
        >
          <RadioGroup
            legend="Reason"
            hideLegend
            name={`reason-${thing.thingId}`}
            options={reasons}
            onChange={setReason}
            {...(reason !== null && { value: reason })}
          />
          <Field label="What should a moderator know?" hint="Optional. A bad rating is no reason by itself.">
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
          <FailedCall of={report} />
          <div className="flex flex-wrap justify-end gap-2">
            <DialogClose>Not now</DialogClose>
            <Button tone="primary" type="submit" disabled={reason === null || report.isPending}>
              {report.isPending ? "Reporting…" : "Report it"}
            </Button>
          </div>
        </form>
      )}
    </Dialog>
  );
}
