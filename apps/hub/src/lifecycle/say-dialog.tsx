"use client";

import type { OwnVersionView } from "@fleet-persona/hub-core";
import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { trpc } from "../trpc/client.ts";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";

export type Verb = "deprecate" | "yank" | "revoke";

const verbs = {
  deprecate: {
    label: "Deprecate…",
    does: "Deprecate",
    meaning: "It runs on, and who asks for it still gets it. Nobody is led to it any more.",
  },
  yank: {
    label: "Yank…",
    does: "Yank",
    meaning: "Fleets that run it run on, and hosts that join them get it. No other fleet begins with it any more.",
  },
  revoke: {
    label: "Revoke…",
    does: "Revoke for good",
    meaning:
      "Every fleet that runs it, whoever's it is, stops asking its policy within seconds and goes to its own safe configuration, in the waves its tenant chose. No host installs it again. You cannot take this back.",
  },
} as const;

type Props = {
  readonly verb: Verb;
  readonly personaId: string;
  readonly version: OwnVersionView;
  /** Versions that can be named as the one to go to. */
  readonly successors: readonly number[];
};

/** One thing a publisher says of a version: what it means, why, and for a revocation the version typed out. */
export function SayDialog({ verb, personaId, version, successors }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  const { label, does } = verbs[verb];
  return (
    <>
      <button
        className={verb === "revoke" ? "button button-danger" : "button"}
        type="button"
        aria-label={`${does} version ${version.version}`}
        onClick={() => dialog.current?.showModal()}
      >
        {label}
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <h2 id={title}>
          {does.replace(" for good", "")} {personaId} version {version.version}?
        </h2>
        <SayForm {...{ verb, personaId, version, successors }} close={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}

function SayForm({ verb, personaId, version, successors, close }: Props & { readonly close: () => void }) {
  const router = useRouter();
  const [reason, setReason] = useState("");
  const [successor, setSuccessor] = useState("");
  const [typed, setTyped] = useState("");
  const address = `${personaId}@${version.version}`;
  const confirmed = verb !== "revoke" || typed.trim() === address;
  const say = useMutation({
    mutationFn: () => {
      const said = { personaId, version: version.version, reason: reason.trim() };
      const follow = { ...said, successor: successor === "" ? null : Number(successor) };
      if (verb === "revoke") return trpc.revokeVersion.mutate(said);
      return verb === "yank" ? trpc.yankVersion.mutate(follow) : trpc.deprecateVersion.mutate(follow);
    },
    onSuccess: () => {
      close();
      router.refresh();
    },
  });
  return (
    <form
      className="form kill-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (confirmed) say.mutate();
      }}
    >
      <p className="muted">{verbs[verb].meaning}</p>
      <Field label="Reason" hint="Everybody who runs it reads this.">
        {(id) => (
          <input
            id={id}
            className="input"
            value={reason}
            required
            maxLength={500}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {verb !== "revoke" && successors.length > 0 && (
        <Field label="Version to go to">
          {(id) => (
            <select id={id} className="input" value={successor} onChange={(event) => setSuccessor(event.target.value)}>
              <option value="">none</option>
              {successors.map((number) => (
                <option key={number} value={number}>
                  version {number}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
      {verb === "revoke" && (
        <Field
          label={
            <>
              This stops fleets. Type <strong className="mono">{address}</strong>
            </>
          }
        >
          {(id) => (
            <input
              id={id}
              className="input"
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setTyped(event.target.value)}
            />
          )}
        </Field>
      )}
      <FailedCall of={say} />
      <div className="row dialog-actions">
        <button className="button" type="button" onClick={close}>
          Leave it
        </button>
        <button
          className={verb === "revoke" ? "button button-stop" : "button button-primary"}
          type="submit"
          disabled={!confirmed || reason.trim() === "" || say.isPending}
        >
          {say.isPending ? "Saying so…" : verbs[verb].does}
        </button>
      </div>
    </form>
  );
}
