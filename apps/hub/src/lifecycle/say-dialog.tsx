"use client";

import type { OwnVersionView } from "@fleet-persona/hub-core";
import { useId, useRef } from "react";
import { SayForm } from "./say-form.tsx";
import type { Verb } from "./say-form.tsx";

type Props = {
  readonly verb: Verb;
  readonly personaId: string;
  readonly version: OwnVersionView;
  /** Versions that can be named as the one to go to. */
  readonly successors: readonly number[];
};

const words = { deprecate: "Deprecate", yank: "Yank", revoke: "Revoke" } as const;

/** A button for one thing a publisher says of a version, and the dialog that says what it means. */
export function SayDialog({ verb, personaId, version: { version }, successors }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  return (
    <>
      <button
        className={verb === "revoke" ? "button button-danger" : "button"}
        type="button"
        aria-label={`${words[verb]} version ${version}`}
        onClick={() => dialog.current?.showModal()}
      >
        {words[verb]}…
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <h2 id={title}>
          {words[verb]} {personaId} version {version}?
        </h2>
        <SayForm {...{ verb, personaId, version, successors }} close={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}
