"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useId, useRef, useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { hostCount } from "./fleet-state.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

/** One button that stops everything; a fleet that is being steered asks for its name first. */
export function KillSwitchButton({ fleet }: { readonly fleet: FleetView }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const id = useId();
  const engage = useFleetCommand(fleet.fleetId, () =>
    trpc.engageKillSwitch.mutate({ fleetId: fleet.fleetId, reason: reason.trim() }),
  );
  const hosts = hostCount(fleet.hosts);
  const steered = fleet.assignment?.mode === "active";
  const confirmed = !steered || typed.trim() === fleet.name;
  if (fleet.killSwitch !== null) return null;
  return (
    <>
      <button className="button button-danger" type="button" onClick={() => dialog.current?.showModal()}>
        Stop everything
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby={`${id}-title`}>
        <form
          className="form"
          onSubmit={(event) => {
            event.preventDefault();
            if (confirmed) engage.mutate();
          }}
        >
          <h2 id={`${id}-title`}>Stop everything on {hosts} and go to the safe configuration?</h2>
          <p className="muted">
            Every host goes back to what was declared safe, or to what it had before any Persona touched it, and stays
            there until an admin releases the switch. It comes before pauses, freezes, triggers and the Persona.
          </p>
          <div className="field">
            <label htmlFor={`${id}-reason`}>Reason</label>
            <textarea
              id={`${id}-reason`}
              className="input"
              value={reason}
              maxLength={500}
              placeholder="What whoever is called next should know"
              onChange={(event) => setReason(event.target.value)}
            />
          </div>
          {steered && (
            <div className="field">
              <label htmlFor={`${id}-name`}>
                This fleet is being steered. Type its name, <strong>{fleet.name}</strong>
              </label>
              <input
                id={`${id}-name`}
                className="input"
                value={typed}
                autoComplete="off"
                spellCheck={false}
                onChange={(event) => setTyped(event.target.value)}
              />
            </div>
          )}
          {engage.isError && (
            <p className="notice notice-bad" role="alert">
              {sentenceOf(engage.error)}
            </p>
          )}
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              Go on as it is
            </button>
            <button className="button button-stop" type="submit" disabled={!confirmed || engage.isPending}>
              {engage.isPending ? "Stopping…" : `Stop everything on ${hosts}`}
            </button>
          </div>
        </form>
      </dialog>
    </>
  );
}
