"use client";

import { useEffect, useRef, useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { RadioGroup } from "../ui/radio-group.tsx";
import { TextArea } from "../ui/text-area.tsx";
import { isTyping } from "../ui/use-shortcuts.ts";
import { useDecision } from "./use-decision.ts";

type Hidden = Parameters<typeof trpc.hideThing.mutate>[0];

type Props = {
  readonly thing: Pick<Hidden, "kind" | "thingId">;
  readonly reported: boolean;
  readonly reasons: readonly { readonly value: Hidden["reason"]; readonly label: string }[];
};

/** Keep what was reported, or hide it for a reason of the policy. */
export function DecideForm({ thing, reported, reasons }: Props) {
  const [reason, setReason] = useState<Hidden["reason"] | null>(null);
  const [note, setNote] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const keep = useDecision(() => trpc.keepThing.mutate({ ...thing, note }));
  const hide = useDecision((chosen: Hidden["reason"]) => trpc.hideThing.mutate({ ...thing, reason: chosen, note }));
  const asking = keep.isPending || hide.isPending;
  useDecisionKeys({
    k: () => (reported && !asking ? keep.mutate(undefined) : undefined),
    h: () => form.current?.querySelector<HTMLInputElement>("input[type=radio]")?.focus(),
  });
  return (
    <form
      ref={form}
      className="grid max-w-read gap-4"
      aria-label="Decide"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason !== null) hide.mutate(reason);
      }}
    >
      <RadioGroup
        legend="Hide it because it is"
        name="reason"
        options={reasons}
        onChange={setReason}
        {...(reason !== null && { value: reason })}
      />
      <Field label="Note" hint="Its author reads it when you hide it; kept in the log for good.">
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
      <FailedCall of={keep} />
      <FailedCall of={hide} />
      <div className="flex flex-wrap gap-2">
        {reported && (
          <Button disabled={asking} onClick={() => keep.mutate(undefined)}>
            {keep.isPending ? "Keeping…" : "Keep it"}
          </Button>
        )}
        <Button tone="danger" type="submit" disabled={reason === null || asking}>
          {hide.isPending ? "Hiding…" : "Hide it"}
        </Button>
      </div>
    </form>
  );
}

/** Single keys of the desk; while something is typed they are letters. */
function useDecisionKeys(keys: Readonly<Record<"k" | "h", () => void>>): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      if (event.key !== "k" && event.key !== "h") return;
      event.preventDefault();
      latest.current[event.key]();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, []);
}
