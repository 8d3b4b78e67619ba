"use client";

import type { FleetView, Role } from "@fleet-persona/hub-core";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { Button } from "../ui/button.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Row } from "../ui/row.tsx";
import { mayApprove } from "./may.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

/** What nobody may overlook: the fleet is stopped, by whom, why, and who can let it go. */
export function KillSwitchBanner({ fleet, role }: { readonly fleet: FleetView; readonly role: Role }) {
  const { killSwitch, fleetId } = fleet;
  const [asked, setAsked] = useState(false);
  const release = useFleetCommand(fleetId, () => trpc.releaseKillSwitch.mutate({ fleetId }));
  if (killSwitch === null) return null;
  return (
    <section
      className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-3 border-2 border-bad bg-bad-wash px-4 py-3 [&>div:first-of-type]:flex-[1_1_320px] [&_h2]:text-bad"
      aria-label="Kill switch"
      role="alert"
    >
      <span className="text-28 leading-none text-bad" aria-hidden="true">
        ■
      </span>
      <div>
        <h2>Kill switch engaged</h2>
        <p>
          {killSwitch.engagedBy} stopped everything <LocalTime at={killSwitch.engagedAt} />
          {killSwitch.reason === "" ? "" : `: “${killSwitch.reason}”`}. Every host goes to its safe configuration and
          stays there.
        </p>
        {release.isError && <p className="font-medium">{sentenceOf(release.error)}</p>}
      </div>
      {!mayApprove(role) ? (
        <p className="text-13">An admin can release it.</p>
      ) : asked ? (
        <Row>
          <Button disabled={release.isPending} onClick={() => release.mutate()}>
            {release.isPending ? "Releasing…" : "Yes, let it steer again"}
          </Button>
          <Button tone="quiet" onClick={() => setAsked(false)}>
            Keep it stopped
          </Button>
        </Row>
      ) : (
        <Button onClick={() => setAsked(true)}>Release…</Button>
      )}
    </section>
  );
}
