import type { ReactNode } from "react";
import { Button } from "./button.tsx";
import { classes } from "./classes.ts";
import { FailedCall } from "./failed-call.tsx";

type Props = {
  readonly label: string;
  /** What its button says: at rest, and while the hub is asked. */
  readonly says: readonly [atRest: string, asking: string];
  readonly call: { readonly isPending: boolean; readonly isError: boolean; readonly error: unknown; mutate(): void };
  /** Whether what was filled in can be sent. */
  readonly ready?: boolean;
  readonly card?: boolean;
  readonly children: ReactNode;
};

/** A form that tells the hub one thing: its fields, one button, and below it why the hub refused. */
export function TellForm({ label, says: [atRest, asking], call, ready = true, card = false, children }: Props) {
  return (
    <form
      className={classes(
        "grid grid-cols-[repeat(auto-fit,minmax(200px,1fr))] items-start gap-x-4 gap-y-3 border-line p-4",
        card ? "rounded-3 border bg-raised shadow-card" : "border-t [header+&]:border-t-0",
      )}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        call.mutate();
      }}
    >
      {children}
      <Button
        tone="primary"
        type="submit"
        className="min-h-9 self-start sm:mt-[26px]"
        disabled={!ready || call.isPending}
      >
        {call.isPending ? asking : atRest}
      </Button>
      <div className="col-span-full empty:hidden">
        <FailedCall of={call} />
      </div>
    </form>
  );
}
