import type { ReactNode } from "react";
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
      className={card ? "card card-body tell-form" : "card-body tell-form"}
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        call.mutate();
      }}
    >
      {children}
      <button className="button button-primary" type="submit" disabled={!ready || call.isPending}>
        {call.isPending ? asking : atRest}
      </button>
      <FailedCall of={call} />
    </form>
  );
}
