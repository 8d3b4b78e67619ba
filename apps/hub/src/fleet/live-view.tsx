"use client";

import type { FleetView, HostId, HostView } from "@fleet-persona/hub-core";
import type { Attribute } from "@fleet-persona/persona";
import { useMemo, useState } from "react";
import { LiveFleet } from "../live/live-fleet.tsx";
import type { DecisionRow } from "../live/live-source.ts";
import { trpc } from "../trpc/client.ts";
import { whatIfPath } from "./decision-shown.ts";
import { hostStatus } from "./host-status.ts";
import { liveSourceOf } from "./live-source-of.ts";
import { useFleet } from "./use-fleet.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { Row } from "../ui/row.tsx";
import { Select } from "../ui/select.tsx";

type Props = {
  readonly initial: FleetView;
  readonly hosts: readonly HostView[];
  readonly attributes: readonly Attribute[];
};

const noBounds = {};

/** The fleet's instrument, reading one host at a time through the hub. */
export function LiveView({ initial, hosts, attributes: given }: Props) {
  const { data: fleet } = useFleet(initial);
  const { fleetId, assignment } = fleet;
  const [chosen, setChosen] = useState<HostId | null>(null);
  const hostId = chosen ?? firstHost(hosts);
  // A page refresh hands over equal attributes as new objects, and a new source would start reading from the beginning.
  const written = JSON.stringify(given);
  const attributes = useMemo(() => JSON.parse(written) as readonly Attribute[], [written]);
  const hasHosts = fleet.hosts.online + fleet.hosts.offline > 0;
  const source = useMemo(
    () =>
      liveSourceOf({ fleetId, hostId }, attributes, {
        telemetry: (window) => trpc.liveTelemetry.query(window),
        decisions: (window) => trpc.listDecisions.query(window),
        events: (window) => trpc.listEvents.query(window),
      }),
    [fleetId, hostId, attributes],
  );
  return (
    <>
      {hosts.length > 1 && <HostChoice hosts={hosts} hostId={hostId} choose={setChosen} />}
      <LiveFleet
        key={hostId ?? "only"}
        source={source}
        attributes={attributes}
        bounds={noBounds}
        mode={assignment?.mode ?? "off"}
        whatIfHref={(row: DecisionRow) => whatIfPath(fleetId, row.id)}
        eventsHref={`/fleets/${fleetId}/events`}
        empty={<NextStep fleetId={fleetId} hasHosts={hasHosts} />}
      />
    </>
  );
}

// With one host nothing is named, so that a host that comes or goes does not start the page over.
function firstHost(hosts: readonly HostView[]): HostId | null {
  if (hosts.length < 2) return null;
  return (hosts.find(({ liveness }) => liveness === "online") ?? hosts[0])?.hostId ?? null;
}

type HostChoiceProps = {
  readonly hosts: readonly HostView[];
  readonly hostId: HostId | null;
  readonly choose: (hostId: HostId) => void;
};

function HostChoice({ hosts, hostId, choose }: HostChoiceProps) {
  return (
    <Row className="mb-3">
      <label className="text-13 font-medium" htmlFor="host">
        Host
      </label>
      <Select
        id="host"
        className="min-h-8! w-auto!"
        value={hostId ?? ""}
        onChange={(event) => {
          const wanted = hosts.find((host) => host.hostId === event.target.value);
          if (wanted !== undefined) choose(wanted.hostId);
        }}
      >
        {hosts.map((host) => (
          <option key={host.hostId} value={host.hostId}>
            {host.name} · {host.liveness}
            {armOf(host)}
          </option>
        ))}
      </Select>
      <span className="text-muted text-12">one of {hosts.length}; events are the whole fleet's</span>
    </Row>
  );
}

// While an experiment runs: whose figures these are.
function armOf({ status }: HostView): string {
  const arm = hostStatus(status)?.experiment?.arm;
  return arm === undefined ? "" : ` · arm ${arm}`;
}

function NextStep({ fleetId, hasHosts }: { readonly fleetId: string; readonly hasHosts: boolean }) {
  if (hasHosts) return <p>An agent is enrolled, and has not reported in this window yet.</p>;
  return (
    <>
      <p>No agent reports to this fleet yet. Install one with a single line.</p>
      <LinkButton tone="primary" href={`/fleets/${fleetId}/install`}>
        Install the agent
      </LinkButton>
    </>
  );
}
