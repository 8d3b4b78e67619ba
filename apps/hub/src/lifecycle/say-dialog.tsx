"use client";

import type { OwnVersionView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { SayForm, sayMeanings } from "./say-form.tsx";
import type { Verb } from "./say-form.tsx";

type Props = {
  readonly verb: Verb;
  readonly personaId: string;
  readonly version: Pick<OwnVersionView, "version">;
  /** Versions that can be named as the one to go to. */
  readonly successors: readonly number[];
};

const words = { deprecate: "Deprecate", yank: "Yank", revoke: "Revoke" } as const;

/** A button for one thing a publisher says of a version, and the dialog that says what it means. */
export function SayDialog({ verb, personaId, version: { version }, successors }: Props) {
  const [open, setOpen] = useState(false);
  const label = (
    <span>
      {words[verb]}
      <span className="visually-hidden"> version {version}</span>…
    </span>
  );
  return (
    <Dialog
      title={`${words[verb]} ${personaId} version ${version}?`}
      lead={sayMeanings[verb]}
      button={{ label, size: "small", tone: verb === "revoke" ? "danger" : "plain" }}
      open={open}
      onOpenChange={setOpen}
    >
      <SayForm {...{ verb, personaId, version, successors }} close={() => setOpen(false)} />
    </Dialog>
  );
}
