import { listEvents } from "@fleet-persona/hub-core";
import type { EventRecord } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { eventShown } from "../../../../../fleet/event-shown.ts";
import { ask } from "../../../../../trpc/ask.ts";
import { Badge } from "../../../../../ui/badge.tsx";
import { Card } from "../../../../../ui/card.tsx";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { LocalTime } from "../../../../../ui/local-time.tsx";
import { Page } from "../../../../../ui/page.tsx";
import { Table, Td, Th } from "../../../../../ui/table.tsx";

export const metadata: Metadata = { title: "Events" };

const dayMs = 86_400_000;

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function EventsPage({ params }: Props) {
  const { fleetId } = await params;
  const now = hubDeps().core.now().getTime();
  const events = await ask(listEvents, { fleetId, sinceMs: now - dayMs, untilMs: now + 60_000, limit: 300 });
  return (
    <Page top="near" className="grid gap-6 *:min-w-0">
      <div>
        <h2>Events of the last day</h2>
        <p className="text-muted">
          What agents noticed: targets lost and found, fallbacks, Personas installed or refused.
        </p>
      </div>
      <Card as="div">
        {events.length === 0 ? (
          <EmptyState title="A quiet day">Nothing out of the ordinary was reported.</EmptyState>
        ) : (
          <EventTable events={events} />
        )}
      </Card>
    </Page>
  );
}

const badges = { info: "neutral", warning: "warn", error: "bad" } as const;

function EventTable({ events }: { readonly events: readonly EventRecord[] }) {
  return (
    <Table>
      <thead>
        <tr>
          <Th>When</Th>
          <Th>What</Th>
          <Th>Host</Th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => {
          const { severity, name, message } = eventShown(event.payload);
          return (
            <tr key={`${event.hostId}:${event.epoch}:${event.seq}`}>
              <Td className="text-muted">
                <LocalTime at={event.at} />
              </Td>
              <Td>
                <Badge tone={badges[severity]}>{name}</Badge> {message}
              </Td>
              <Td className="text-muted">{event.hostName}</Td>
            </tr>
          );
        })}
      </tbody>
    </Table>
  );
}
