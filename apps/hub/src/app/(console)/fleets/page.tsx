import { listFleets } from "@fleet-persona/hub-core";
import type { FleetView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { hostsPhrase } from "../../../fleet/fleet-state.ts";
import { StateBadge } from "../../../fleet/state-badge.tsx";
import { ask } from "../../../trpc/ask.ts";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";

export const metadata: Metadata = { title: "Fleets" };

export default async function FleetsPage() {
  const fleets = await ask(listFleets, {});
  return (
    <div className="page">
      <div className="page-head">
        <div>
          <h1>Fleets</h1>
          <p>A fleet is a set of hosts that are steered together.</p>
        </div>
        {fleets.length > 0 && (
          <Link className="button button-primary" href="/fleets/new">
            Create a fleet
          </Link>
        )}
      </div>
      <div className="card">
        {fleets.length === 0 ? (
          <EmptyState title="No fleet yet" action={{ href: "/fleets/new", label: "Create a fleet" }}>
            Create one, install the agent on a host with one line, and put a Persona on it in shadow. Nothing changes on
            the host until you approve it.
          </EmptyState>
        ) : (
          <FleetTable fleets={fleets} />
        )}
      </div>
    </div>
  );
}

function FleetTable({ fleets }: { readonly fleets: readonly FleetView[] }) {
  return (
    <div className="table-scroll">
      <table className="table table-links">
        <thead>
          <tr>
            <th scope="col">Fleet</th>
            <th scope="col">State</th>
            <th scope="col">Persona</th>
            <th scope="col">Hosts</th>
            <th scope="col">Created</th>
          </tr>
        </thead>
        <tbody>
          {fleets.map((fleet) => (
            <tr key={fleet.fleetId}>
              <th scope="row">
                <Link href={`/fleets/${fleet.fleetId}`}>{fleet.name}</Link>
              </th>
              <td>
                <StateBadge fleet={fleet} />
              </td>
              <td>
                {fleet.assignment === null ? (
                  <span className="muted">none</span>
                ) : (
                  `${fleet.assignment.title} v${fleet.assignment.version}`
                )}
              </td>
              <td>{hostsPhrase(fleet.hosts)}</td>
              <td className="muted">
                <LocalTime at={fleet.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
