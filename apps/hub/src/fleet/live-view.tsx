"use client";

import type { Mode } from "@fleet-persona/engine";
import type { Attribute } from "@fleet-persona/persona";
import Link from "next/link";
import { useMemo } from "react";
import { LiveFleet } from "../live/live-fleet.tsx";
import { trpc } from "../trpc/client.ts";
import { liveSourceOf } from "./live-source-of.ts";

type Props = {
  readonly fleetId: string;
  readonly attributes: readonly Attribute[];
  readonly mode: Mode;
  readonly hasHosts: boolean;
};

const noBounds = {};

/** The fleet's instrument, reading through the hub. */
export function LiveView({ fleetId, attributes, mode, hasHosts }: Props) {
  const source = useMemo(
    () =>
      liveSourceOf(fleetId, {
        telemetry: (window) => trpc.liveTelemetry.query(window),
        decisions: (window) => trpc.listDecisions.query(window),
      }),
    [fleetId],
  );
  return (
    <LiveFleet
      source={source}
      attributes={attributes}
      bounds={noBounds}
      mode={mode}
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
