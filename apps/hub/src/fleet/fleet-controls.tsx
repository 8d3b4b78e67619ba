"use client";

import type { AssignmentMode, AssignmentView, FleetView, Role } from "@fleet-persona/hub-core";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { KillSwitchButton } from "./kill-switch.tsx";
import { mayOperate } from "./may.ts";
import { PauseMenu } from "./pause-menu.tsx";
import { StopButton } from "./stop-button.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = { readonly fleet: FleetView; readonly role: Role; readonly attributes: readonly string[] };

/** What may be done to a fleet at any moment: switch the mode, pause, take the Persona off, stop everything. */
export function FleetControls({ fleet, role, attributes }: Props) {
  if (!mayOperate(role) || fleet.hosts.online + fleet.hosts.offline === 0) return null;
  return (
    <div className="fleet-controls">
      {fleet.assignment !== null && (
        <>
          <ModeSwitch assignment={fleet.assignment} />
          <PauseMenu fleet={fleet} attributes={attributes} />
          <StopButton fleet={fleet} assignment={fleet.assignment} />
        </>
      )}
      <KillSwitchButton fleet={fleet} />
    </div>
  );
}

const modes: readonly { readonly mode: AssignmentMode; readonly label: string }[] = [
  { mode: "shadow", label: "Shadow" },
  { mode: "active", label: "Active" },
];

function ModeSwitch({ assignment }: { readonly assignment: AssignmentView }) {
  const change = useFleetCommand(assignment.fleetId, (mode: AssignmentMode) =>
    trpc.setAssignmentMode.mutate({ assignmentId: assignment.assignmentId, mode }),
  );
  const approved = assignment.approvedAt !== null;
  return (
    <>
      <div className="segmented" role="group" aria-label="Mode">
        {modes.map(({ mode, label }) => (
          <button
            key={mode}
            type="button"
            aria-pressed={assignment.mode === mode}
            disabled={change.isPending || (mode === "active" && !approved)}
            title={
              mode === "active" && !approved ? "An admin has to approve it as active first: see Reviews." : undefined
            }
            onClick={() => assignment.mode !== mode && change.mutate(mode)}
          >
            {label}
          </button>
        ))}
      </div>
      {change.isError && (
        <span className="notice notice-bad" role="alert">
          {sentenceOf(change.error)}
        </span>
      )}
    </>
  );
}
