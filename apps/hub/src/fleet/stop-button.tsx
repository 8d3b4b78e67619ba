"use client";

import type { AssignmentView, FleetView } from "@fleet-persona/hub-core";
import { useRef } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = { readonly fleet: FleetView; readonly assignment: AssignmentView };

/** Takes the Persona off the fleet, after saying what that means. */
export function StopButton({ fleet, assignment }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const stop = useFleetCommand(fleet.fleetId, () =>
    trpc.unassignPersona.mutate({ assignmentId: assignment.assignmentId }),
  );
  return (
    <>
      <button className="button button-danger" type="button" onClick={() => dialog.current?.showModal()}>
        Take off…
      </button>
      <dialog className="dialog" ref={dialog} aria-labelledby="stop-title">
        <div className="stack stack-small">
          <h2 id="stop-title">
            Take {assignment.title} off {fleet.name}?
          </h2>
          <p className="muted">
            It stops deciding on every host. The configuration stays as it is now. Putting it back starts in shadow;
            what was approved stays approved.
          </p>
          {stop.isError && (
            <p className="notice notice-bad" role="alert">
              {sentenceOf(stop.error)}
            </p>
          )}
          <div className="row dialog-actions">
            <button className="button" type="button" onClick={() => dialog.current?.close()}>
              Keep it
            </button>
            <button
              className="button button-danger"
              type="button"
              disabled={stop.isPending}
              onClick={() => stop.mutate()}
            >
              Take it off
            </button>
          </div>
        </div>
      </dialog>
    </>
  );
}
