import { listEvents } from "@fleet-persona/hub-core";
import type { EventRecord } from "@fleet-persona/hub-core";
import type { Metadata } from "next";
import { hubDeps } from "../../../../../deps.ts";
import { eventShown } from "../../../../../fleet/event-shown.ts";
import { ask } from "../../../../../trpc/ask.ts";
import { EmptyState } from "../../../../../ui/empty-state.tsx";
import { LocalTime } from "../../../../../ui/local-time.tsx";

export const metadata: Metadata = { title: "Events" };

const dayMs = 86_400_000;

type Props = { readonly params: Promise<{ readonly fleetId: string }> };

export default async function EventsPage({ params }: Props) {
  const { fleetId } = await params;
  const now = hubDeps().core.now().getTime();
  const events = await ask(listEvents, { fleetId, sinceMs: now - dayMs, untilMs: now + 60_000, limit: 300 });
  return (
    <div className="page page-fleet stack">
      <div>
        <h2>Events of the last day</h2>
        <p className="muted">What agents noticed: targets lost and found, fallbacks, Personas installed or refused.</p>
      </div>
      <div className="card">
        {events.length === 0 ? (
          <EmptyState title="A quiet day">Nothing out of the ordinary was reported.</EmptyState>
        ) : (
          <EventTable events={events} />
        )}
      </div>
    </div>
  );
}

const badges = { info: "badge", warning: "badge badge-warn", error: "badge badge-bad" } as const;

function EventTable({ events }: { readonly events: readonly EventRecord[] }) {
  return (
    <div className="table-scroll">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">What</th>
            <th scope="col">Host</th>
          </tr>
        </thead>
        <tbody>
          {events.map((event) => {
            const { severity, name, message } = eventShown(event.payload);
            return (
              <tr key={`${event.hostId}:${event.epoch}:${event.seq}`}>
                <td className="muted">
                  <LocalTime at={event.at} />
                </td>
                <td>
                  <span className={badges[severity]}>{name}</span> {message}
                </td>
                <td className="muted">{event.hostName}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
