import { listFleets } from "@fleet-persona/hub-core";
import type { FleetView } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import Link from "next/link";
import { hostsPhrase } from "../../../fleet/fleet-state.ts";
import { StateBadge } from "../../../fleet/state-badge.tsx";
import { ask } from "../../../trpc/ask.ts";
import { Card } from "../../../ui/card.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { LinkButton } from "../../../ui/link-button.tsx";
import { LocalTime } from "../../../ui/local-time.tsx";
import { Page, PageHead } from "../../../ui/page.tsx";
import { Table, Td, Th } from "../../../ui/table.tsx";

export const metadata: Metadata = { title: "Fleets" };

export default async function FleetsPage() {
  const fleets = await ask(listFleets, {});
  return (
    <Page>
      <PageHead title="Fleets" lead="A fleet is a set of hosts that are steered together.">
        {fleets.length > 0 && (
          <LinkButton tone="primary" href="/fleets/new">
            Create a fleet
          </LinkButton>
        )}
      </PageHead>
      <Card as="div">
        {fleets.length === 0 ? (
          <EmptyState title="No fleet yet" action={{ href: "/fleets/new", label: "Create a fleet" }}>
            Create one, install the agent on a host with one line, and put a Persona on it in shadow. Nothing changes on
            the host until you approve it.
          </EmptyState>
        ) : (
          <FleetTable fleets={fleets} />
        )}
      </Card>
    </Page>
  );
}

function FleetTable({ fleets }: { readonly fleets: readonly FleetView[] }) {
  return (
    <Table links>
      <thead>
        <tr>
          <Th>Fleet</Th>
          <Th>State</Th>
          <Th>Persona</Th>
          <Th>Hosts</Th>
          <Th>Created</Th>
        </tr>
      </thead>
      <tbody>
        {fleets.map((fleet) => (
          <tr key={fleet.fleetId}>
            <Th scope="row">
              <Link href={`/fleets/${fleet.fleetId}`}>{fleet.name}</Link>
            </Th>
            <Td>
              <StateBadge fleet={fleet} />
            </Td>
            <Td>
              {fleet.assignment === null ? (
                <span className="text-muted">none</span>
              ) : (
                `${fleet.assignment.title} v${fleet.assignment.version}`
              )}
            </Td>
            <Td>{hostsPhrase(fleet.hosts)}</Td>
            <Td className="text-muted">
              <LocalTime at={fleet.createdAt} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
