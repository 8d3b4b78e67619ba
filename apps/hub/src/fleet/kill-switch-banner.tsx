"use client";

import type { FleetView, Role } from "@fleet-persona/hub-core";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { mayApprove } from "./may.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

/** What nobody may overlook: the fleet is stopped, by whom, why, and who can let it go. */
export function KillSwitchBanner({ fleet, role }: { readonly fleet: FleetView; readonly role: Role }) {
  const { killSwitch, fleetId } = fleet;
  const [asked, setAsked] = useState(false);
  const release = useFleetCommand(fleetId, () => trpc.releaseKillSwitch.mutate({ fleetId }));
  if (killSwitch === null) return null;
  return (
    <section className="stopped" aria-label="Kill switch" role="alert">
      <span className="stopped-mark" aria-hidden="true">
        ■
      </span>
      <div>
        <h2>Kill switch engaged</h2>
        <p>
          {killSwitch.engagedBy} stopped everything <LocalTime at={killSwitch.engagedAt} />
          {killSwitch.reason === "" ? "" : `: “${killSwitch.reason}”`}. Every host goes to its safe configuration and
          stays there.
        </p>
        {release.isError && <p className="strong">{sentenceOf(release.error)}</p>}
      </div>
      {!mayApprove(role) ? (
        <p className="small">An admin can release it.</p>
      ) : asked ? (
        <div className="row">
          <button className="button" type="button" disabled={release.isPending} onClick={() => release.mutate()}>
            {release.isPending ? "Releasing…" : "Yes, let it steer again"}
          </button>
          <button className="button button-quiet" type="button" onClick={() => setAsked(false)}>
            Keep it stopped
          </button>
        </div>
      ) : (
        <button className="button" type="button" onClick={() => setAsked(true)}>
          Release…
        </button>
      )}
    </section>
  );
}
