"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { DialogClose } from "../ui/dialog.tsx";
import { FailedCall } from "../ui/failed-call.tsx";
import { Field } from "../ui/field.tsx";
import { Input } from "../ui/input.tsx";
import { Select } from "../ui/select.tsx";

export type Verb = "deprecate" | "yank" | "revoke";

/** What each of them does to whom. */
export const sayMeanings = {
  deprecate: "It runs on, and who asks for it still gets it. Nobody is led to it any more.",
  yank: "Fleets that run it run on, and hosts that join them get it. No other fleet begins with it any more.",
  revoke:
    "Every fleet that runs it, whoever's it is, stops asking its policy within seconds and goes to its own safe configuration, in the waves its tenant chose. No host installs it again. You cannot take this back.",
} as const satisfies Record<Verb, string>;

const does = { deprecate: "Deprecate", yank: "Yank", revoke: "Revoke for good" } as const satisfies Record<
  Verb,
  string
>;

type Props = {
  readonly verb: Verb;
  readonly personaId: string;
  readonly version: number;
  readonly successors: readonly number[];
  readonly close: () => void;
};

type Said = { readonly reason: string; readonly successor: string; readonly typed: string };

/** Why, the version to go to, and for a revocation the version typed out. */
export function SayForm({ verb, personaId, version, successors, close }: Props) {
  const router = useRouter();
  const [said, setSaid] = useState<Said>({ reason: "", successor: "", typed: "" });
  const address = `${personaId}@${version}`;
  const say = useMutation({
    mutationFn: () => tell(verb, { personaId, version }, said),
    onSuccess: () => {
      close();
      router.refresh();
    },
  });
  const ready = said.reason.trim() !== "" && (verb !== "revoke" || said.typed.trim() === address);
  return (
    <form
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready) say.mutate();
      }}
    >
      <Line
        label="Reason"
        hint="Everybody who runs it reads this."
        value={said.reason}
        set={(reason) => setSaid({ ...said, reason })}
      />
      {verb !== "revoke" && successors.length > 0 && (
        <Successor {...{ successors }} value={said.successor} set={(successor) => setSaid({ ...said, successor })} />
      )}
      {verb === "revoke" && (
        <Line
          label={`This stops fleets. Type ${address}`}
          value={said.typed}
          set={(typed) => setSaid({ ...said, typed })}
        />
      )}
      <FailedCall of={say} />
      <div className="flex flex-wrap justify-end gap-2">
        <DialogClose>Leave it</DialogClose>
        <Button tone={verb === "revoke" ? "stop" : "primary"} type="submit" disabled={!ready || say.isPending}>
          {say.isPending ? "Saying so…" : does[verb]}
        </Button>
      </div>
    </form>
  );
}

function tell(verb: Verb, address: { readonly personaId: string; readonly version: number }, said: Said) {
  const reason = said.reason.trim();
  if (verb === "revoke") return trpc.revokeVersion.mutate({ ...address, reason });
  const input = { ...address, reason, successor: said.successor === "" ? null : Number(said.successor) };
  return verb === "yank" ? trpc.yankVersion.mutate(input) : trpc.deprecateVersion.mutate(input);
}

type LineProps = {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly set: (value: string) => void;
};

function Line({ label, hint, value, set }: LineProps) {
  return (
    <Field label={label} hint={hint}>
      {(id, describedBy) => (
        <Input
          id={id}
          aria-describedby={describedBy}
          value={value}
          required
          maxLength={500}
          autoComplete="off"
          spellCheck={hint !== undefined}
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
}

type SuccessorProps = {
  readonly successors: readonly number[];
  readonly value: string;
  readonly set: (value: string) => void;
};

function Successor({ successors, value, set }: SuccessorProps) {
  return (
    <Field label="Version to go to">
      {(id) => (
        <Select id={id} value={value} onChange={(event) => set(event.target.value)}>
          <option value="">none</option>
          {successors.map((number) => (
            <option key={number} value={number}>
              version {number}
            </option>
          ))}
        </Select>
      )}
    </Field>
  );
}
