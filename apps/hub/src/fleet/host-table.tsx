"use client";

import type { HostView } from "@fleet-persona/hub-core";
import { Badge } from "../ui/badge.tsx";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { percent, shortFingerprint, shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { Table, Td, Th } from "../ui/table.tsx";
import { hostProblems, hostStatus } from "./host-status.ts";
import { useHosts } from "./use-fleet.ts";

const livenessBadge = {
  online: { badge: "good", word: "Online" },
  offline: { badge: "bad", word: "Offline" },
  new: { badge: "neutral", word: "Enrolled" },
} as const satisfies Record<HostView["liveness"], unknown>;

export function HostTable({ fleetId, initial }: { readonly fleetId: string; readonly initial: readonly HostView[] }) {
  const { data: hosts } = useHosts(fleetId, initial);
  if (hosts.length === 0) {
    return (
      <Card as="div">
        <EmptyState title="No host yet" action={{ href: `/fleets/${fleetId}/install`, label: "Install the agent" }}>
          A host joins with one line that you paste into its shell.
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card as="div">
      <Table caption="Hosts">
        <thead>
          <tr>
            <Th>Host</Th>
            <Th>State</Th>
            <Th>Target</Th>
            <Th>Persona</Th>
            <Th>Configuration now</Th>
            <Th num>memory, MB</Th>
            <Th num>CPU, share of a core</Th>
            <Th num>decision p99, ms</Th>
            <Th>Last seen</Th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow key={host.hostId} host={host} />
          ))}
        </tbody>
      </Table>
    </Card>
  );
}

function HostRow({ host }: { readonly host: HostView }) {
  const status = hostStatus(host.status);
  const problems = hostProblems(status);
  const { badge, word } = livenessBadge[host.liveness];
  return (
    <tr>
      <Th scope="row">
        {host.name}
        <p className="text-muted text-12">
          agent {host.agentVersion} ·{" "}
          <code title={`Host key ${host.fingerprint}`}>{shortFingerprint(host.fingerprint)}</code>
        </p>
      </Th>
      <Td>
        <Badge tone={badge}>{word}</Badge>
      </Td>
      <Td>
        {status?.health.targets.map(({ name, state }) => (
          <span key={name} className="truncate">
            {name}{" "}
            {state === "connected" ? (
              <span className="text-muted">connected</span>
            ) : (
              <strong className="text-bad">lost</strong>
            )}
          </span>
        )) ?? <span className="text-muted">–</span>}
        {problems.map(({ sentence, tone }) => (
          <p key={sentence} className={tone === "bad" ? "text-12 text-bad" : "text-12 text-warn"}>
            {sentence}
          </p>
        ))}
      </Td>
      <Td>
        {status?.persona ? (
          `${status.persona.state} v${status.persona.version}`
        ) : (
          <span className="text-muted">none</span>
        )}
        {status?.experiment && <p className="text-muted text-12">arm {status.experiment.arm} of an experiment</p>}
      </Td>
      <Td className="font-mono text-12 [&_span]:mr-2 [&_span]:inline-block">
        {Object.entries(status?.config ?? {}).map(([name, value]) => (
          <span key={name}>
            <span className="text-muted">{name}</span> {shownValue(value)}
          </span>
        ))}
      </Td>
      <Td num>{status === null ? "–" : shownNumber(Math.round(status.health.process.rssMb))}</Td>
      <Td num>{status === null ? "–" : percent(status.health.process.cpuShare, 1)}</Td>
      <Td num>{shownNumber(status?.health.process.decisionP99Ms ?? null)}</Td>
      <Td className="text-muted">{host.lastSeenAt === null ? "never" : <LocalTime at={host.lastSeenAt} />}</Td>
    </tr>
  );
}
