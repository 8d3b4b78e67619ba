"use client";

import { useMutation } from "@tanstack/react-query";
import { useId, useRef, useState } from "react";
import { FailedCall } from "./failed-call.tsx";
import { Field } from "./field.tsx";

type Props = {
  readonly className: string;
  readonly label: string;
  readonly question: string;
  /** What follows, said before it is done. */
  readonly consequence: string;
  readonly yes: string;
  readonly no: string;
  readonly tell: (reason: string) => Promise<unknown>;
};

/** A button that says what follows and asks why, and then does it. */
export function AskFirst({ className, label, question, consequence, yes, no, tell }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const [reason, setReason] = useState("");
  const done = useMutation({
    mutationFn: () => tell(reason.trim()),
    onSuccess: () => dialog.current?.close(),
  });
  return (
    <>
      <button className={className} type="button" onClick={() => dialog.current?.showModal()}>
        {label}
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            done.mutate();
          }}
        >
          <h2 id={title}>{question}</h2>
          <p className="muted">{consequence}</p>
          <Field label="Why" hint="Optional; kept in the log.">
            {(id) => (
              <input
                id={id}
                className="input"
                maxLength={500}
                value={reason}
                autoComplete="off"
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <FailedCall of={done} />
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              {no}
            </button>
            <button className={className} type="submit" disabled={done.isPending}>
              {done.isPending ? "A moment…" : yes}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
