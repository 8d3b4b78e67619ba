"use client";

import type { AssignmentMode, AssignmentView, FleetView, Role } from "@fleet-persona/hub-core";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { KillSwitchButton } from "./kill-switch.tsx";
import { mayOperate } from "./may.ts";
import { PauseMenu } from "./pause-menu.tsx";
import { StopButton } from "./stop-button.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";
import { Notice } from "../ui/notice.tsx";
import { Segmented } from "../ui/segmented.tsx";

type Props = { readonly fleet: FleetView; readonly role: Role; readonly attributes: readonly string[] };

/** What may be done to a fleet at any moment: switch the mode, pause, take the Persona off, stop everything. */
export function FleetControls({ fleet, role, attributes }: Props) {
  if (!mayOperate(role) || fleet.hosts.online + fleet.hosts.offline === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-2 md:ml-auto">
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
      <Segmented
        label="Mode"
        value={assignment.mode}
        onChange={(mode) => assignment.mode !== mode && change.mutate(mode)}
        segments={modes.map(({ mode, label }) => ({
          value: mode,
          label,
          disabled: change.isPending || (mode === "active" && !approved),
          ...(mode === "active" && !approved && { title: "An admin has to approve it as active first: see Reviews." }),
        }))}
      />
      {change.isError && <Notice tone="bad">{sentenceOf(change.error)}</Notice>}
    </>
  );
}
