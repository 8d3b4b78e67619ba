"use client";

import type { HostView } from "@fleet-persona/hub-core";
import { EmptyState } from "../ui/empty-state.tsx";
import { percent, shortFingerprint, shownNumber, shownValue } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { hostProblems, hostStatus } from "./host-status.ts";
import { useHosts } from "./use-fleet.ts";

const livenessBadge = {
  online: { className: "badge badge-good", word: "Online" },
  offline: { className: "badge badge-bad", word: "Offline" },
  new: { className: "badge", word: "Enrolled" },
} as const satisfies Record<HostView["liveness"], unknown>;

export function HostTable({ fleetId, initial }: { readonly fleetId: string; readonly initial: readonly HostView[] }) {
  const { data: hosts } = useHosts(fleetId, initial);
  if (hosts.length === 0) {
    return (
      <div className="card">
        <EmptyState title="No host yet" action={{ href: `/fleets/${fleetId}/install`, label: "Install the agent" }}>
          A host joins with one line that you paste into its shell.
        </EmptyState>
      </div>
    );
  }
  return (
    <div className="card table-scroll" tabIndex={0} role="region" aria-label="Hosts">
      <table className="table">
        <thead>
          <tr>
            <th scope="col">Host</th>
            <th scope="col">State</th>
            <th scope="col">Target</th>
            <th scope="col">Persona</th>
            <th scope="col">Configuration now</th>
            <th scope="col" className="num">
              memory, MB
            </th>
            <th scope="col" className="num">
              CPU, share of a core
            </th>
            <th scope="col" className="num">
              decision p99, ms
            </th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {hosts.map((host) => (
            <HostRow key={host.hostId} host={host} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function HostRow({ host }: { readonly host: HostView }) {
  const status = hostStatus(host.status);
  const problems = hostProblems(status);
  const { className, word } = livenessBadge[host.liveness];
  return (
    <tr>
      <th scope="row">
        {host.name}
        <p className="muted tiny">
          agent {host.agentVersion} ·{" "}
          <code title={`Host key ${host.fingerprint}`}>{shortFingerprint(host.fingerprint)}</code>
        </p>
      </th>
      <td>
        <span className={className}>{word}</span>
      </td>
      <td>
        {status?.health.targets.map(({ name, state }) => (
          <span key={name} className="clip">
            {name}{" "}
            {state === "connected" ? (
              <span className="muted">connected</span>
            ) : (
              <strong className="tone-bad">lost</strong>
            )}
          </span>
        )) ?? <span className="muted">–</span>}
        {problems.map(({ sentence, tone }) => (
          <p key={sentence} className={`tiny tone-${tone}`}>
            {sentence}
          </p>
        ))}
      </td>
      <td>
        {status?.persona ? `${status.persona.state} v${status.persona.version}` : <span className="muted">none</span>}
        {status?.experiment && <p className="muted tiny">arm {status.experiment.arm} of an experiment</p>}
      </td>
      <td className="mono tiny host-config">
        {Object.entries(status?.config ?? {}).map(([name, value]) => (
          <span key={name}>
            <span className="muted">{name}</span> {shownValue(value)}
          </span>
        ))}
      </td>
      <td className="num">{status === null ? "–" : shownNumber(Math.round(status.health.process.rssMb))}</td>
      <td className="num">{status === null ? "–" : percent(status.health.process.cpuShare, 1)}</td>
      <td className="num">{shownNumber(status?.health.process.decisionP99Ms ?? null)}</td>
      <td className="muted">{host.lastSeenAt === null ? "never" : <LocalTime at={host.lastSeenAt} />}</td>
    </tr>
  );
}
