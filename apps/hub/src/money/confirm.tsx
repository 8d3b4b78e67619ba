"use client";

import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import type { ReactNode } from "react";
import type { ButtonSize, ButtonTone } from "../ui/button-look.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { useSettling } from "./use-settling.ts";

type Props = {
  readonly label: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  readonly question: string;
  /** What follows, said before it is done. */
  readonly consequence: string;
  readonly yes: string;
  readonly no: string;
  readonly tell: () => Promise<unknown>;
  readonly children?: ReactNode;
};

/** A button that says what follows, then does it, and has the page show it. */
export function Confirm({
  label,
  tone = "plain",
  size = "medium",
  question,
  consequence,
  yes,
  no,
  tell,
  children,
}: Props) {
  const [open, setOpen] = useState(false);
  const settle = useSettling();
  const done = useMutation({
    mutationFn: tell,
    onSuccess: () => {
      setOpen(false);
      settle();
    },
  });
  return (
    <Dialog title={question} lead={consequence} button={{ label, tone, size }} open={open} onOpenChange={setOpen}>
      {children}
      <FailedCall of={done} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>{no}</DialogClose>
        <Button tone={tone === "plain" ? "primary" : tone} disabled={done.isPending} onClick={() => done.mutate()}>
          {done.isPending ? "A moment…" : yes}
        </Button>
      </div>
    </Dialog>
  );
}
