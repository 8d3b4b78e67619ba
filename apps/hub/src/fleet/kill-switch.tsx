"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useId, useRef } from "react";
import { hostCount } from "./fleet-state.ts";
import { KillSwitchForm } from "./kill-switch-form.tsx";

/** One button that stops everything; a fleet that is being steered asks for its name first. */
export function KillSwitchButton({ fleet }: { readonly fleet: FleetView }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useId();
  if (fleet.killSwitch !== null) return null;
  return (
    <>
      <button className="button button-danger" type="button" onClick={() => dialog.current?.showModal()}>
        Stop everything
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={title}>
        <h2 id={title}>Stop everything on {hostCount(fleet.hosts)} and go to the safe configuration?</h2>
        <KillSwitchForm fleet={fleet} cancel={() => dialog.current?.close()} />
      </dialog>
    </>
  );
}
