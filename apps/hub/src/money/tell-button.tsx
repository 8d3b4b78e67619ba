"use client";

import { useMutation } from "@tanstack/react-query";
import { useCallback } from "react";
import type { ButtonSize, ButtonTone } from "../ui/button-look.ts";
import { Button } from "../ui/button.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { leaveFor, useReturned } from "./leave.ts";
import { useSettling } from "./use-settling.ts";

type Props = {
  readonly label: string;
  /** While the hub is asked. */
  readonly asking: string;
  readonly tone?: ButtonTone;
  readonly size?: ButtonSize;
  /** Resolves to the address of a page to go to, or to nothing. */
  readonly tell: () => Promise<string | null>;
};

/** A button that does one thing at once: the page shows it, or it leads to a page of the payment processor's. */
export function TellButton({ label, asking, tone = "plain", size = "medium", tell }: Props) {
  const settle = useSettling();
  const call = useMutation({
    mutationFn: tell,
    onSuccess: (url) => (url === null ? settle() : leaveFor(url)),
  });
  useReturned(useCallback(() => call.reset(), [call]));
  const leaving = call.isPending || (call.isSuccess && call.data !== null);
  return (
    <span className="grid gap-2">
      <Button tone={tone} size={size} disabled={leaving} onClick={() => call.mutate()}>
        {leaving ? asking : label}
      </Button>
      <FailedCall of={call} />
    </span>
  );
}
