"use client";

import type { FleetView } from "@fleet-persona/hub-core";
import type { Attribute } from "@fleet-persona/persona";
import Link from "next/link";
import { useMemo } from "react";
import { LiveFleet } from "../live/live-fleet.tsx";
import { trpc } from "../trpc/client.ts";
import { liveSourceOf } from "./live-source-of.ts";
import { useFleet } from "./use-fleet.ts";

type Props = {
  readonly initial: FleetView;
  readonly attributes: readonly Attribute[];
};

const noBounds = {};

/** The fleet's instrument, reading through the hub. */
export function LiveView({ initial, attributes: given }: Props) {
  const { data: fleet } = useFleet(initial);
  const { fleetId, hosts, assignment } = fleet;
  // A page refresh hands over equal attributes as new objects, and a new source would start reading from the beginning.
  const written = JSON.stringify(given);
  const attributes = useMemo(() => JSON.parse(written) as readonly Attribute[], [written]);
  const hasHosts = hosts.online + hosts.offline > 0;
  const source = useMemo(
    () =>
      liveSourceOf(fleetId, attributes, {
        telemetry: (window) => trpc.liveTelemetry.query(window),
        decisions: (window) => trpc.listDecisions.query(window),
      }),
    [fleetId, attributes],
  );
  return (
    <LiveFleet
      source={source}
      attributes={attributes}
      bounds={noBounds}
      mode={assignment?.mode ?? "off"}
      empty={<NextStep fleetId={fleetId} hasHosts={hasHosts} />}
    />
  );
}

function NextStep({ fleetId, hasHosts }: { readonly fleetId: string; readonly hasHosts: boolean }) {
  if (hasHosts) return <p>An agent is enrolled, and has not reported in this window yet.</p>;
  return (
    <>
      <p>No agent reports to this fleet yet. Install one with a single line.</p>
      <Link className="button button-primary" href={`/fleets/${fleetId}/install`}>
        Install the agent
      </Link>
    </>
  );
}
