"use client";

import type { AssignmentView, FleetView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { useFleetCommand } from "./use-fleet-command.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogClose } from "../ui/dialog.tsx";
import { Notice } from "../ui/notice.tsx";
import { Row } from "../ui/row.tsx";

type Props = { readonly fleet: FleetView; readonly assignment: AssignmentView };

/** Takes the Persona off the fleet, after saying what that means. */
export function StopButton({ fleet, assignment }: Props) {
  const [open, setOpen] = useState(false);
  const stop = useFleetCommand(fleet.fleetId, () =>
    trpc.unassignPersona.mutate({ assignmentId: assignment.assignmentId }),
  );
  return (
    <Dialog
      title={`Take ${assignment.title} off ${fleet.name}?`}
      lead="It stops deciding on every host. The configuration stays as it is now. Putting it back starts in shadow; what was approved stays approved."
      button={{ label: "Take off…", tone: "danger" }}
      open={open}
      onOpenChange={setOpen}
    >
      {stop.isError && <Notice tone="bad">{sentenceOf(stop.error)}</Notice>}
      <Row className="justify-end">
        <DialogClose>Keep it</DialogClose>
        <Button tone="danger" disabled={stop.isPending} onClick={() => stop.mutate()}>
          Take it off
        </Button>
      </Row>
    </Dialog>
  );
}
