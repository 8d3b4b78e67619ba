"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import { useRef } from "react";
import { trpc } from "../trpc/client.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

const choices = [
  { label: "For 15 minutes", minutes: 15 },
  { label: "For 1 hour", minutes: 60 },
  { label: "For 8 hours", minutes: 480 },
  { label: "Until I resume it", minutes: null },
] as const;

/** Stops changes for a while; a paused fleet shows Resume in its place. */
export function PauseMenu({ fleet }: { readonly fleet: FleetView }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const { fleetId } = fleet;
  const pause = useFleetCommand(fleetId, (minutes: number | null) => trpc.pauseFleet.mutate({ fleetId, minutes }));
  const resume = useFleetCommand(fleetId, () => trpc.resumeFleet.mutate({ fleetId }));
  if (fleet.pause.paused) {
    return (
      <button className="button" type="button" disabled={resume.isPending} onClick={() => resume.mutate()}>
        Resume
      </button>
    );
  }
  return (
    <details className="menu" ref={menu}>
      <summary className="button" role="button" aria-label="Pause">
        Pause <span aria-hidden="true">▾</span>
      </summary>
      <div className="menu-sheet">
        {choices.map(({ label, minutes }) => (
          <button
            key={label}
            type="button"
            disabled={pause.isPending}
            onClick={() => {
              if (menu.current !== null) menu.current.open = false;
              pause.mutate(minutes);
            }}
          >
            {label}
          </button>
        ))}
      </div>
    </details>
  );
}
