"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useState } from "react";
import { hostCount } from "./fleet-state.ts";
import { KillSwitchForm } from "./kill-switch-form.tsx";
import { Dialog } from "../ui/dialog.tsx";

/** One button that stops everything; a fleet that is being steered asks for its name first. */
export function KillSwitchButton({ fleet }: { readonly fleet: FleetView }) {
  const [open, setOpen] = useState(false);
  if (fleet.killSwitch !== null) return null;
  return (
    <Dialog
      title={`Stop everything on ${hostCount(fleet.hosts)} and go to the safe configuration?`}
      button={{ label: "Stop everything", tone: "danger" }}
      open={open}
      onOpenChange={setOpen}
    >
      <KillSwitchForm fleet={fleet} cancel={() => setOpen(false)} />
    </Dialog>
  );
}
