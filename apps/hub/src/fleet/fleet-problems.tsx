"use client";

import type { HostView } from "@fleet-persona/hub-core";
import { hostProblems, hostStatus } from "./host-status.ts";
import { useHosts } from "./use-fleet.ts";

type Props = { readonly fleetId: string; readonly initial: readonly HostView[] };

const shownProblems = 3;

/** What is wrong on the fleet's connected hosts, above every one of its pages: a refusal must not look like waiting. */
export function FleetProblems({ fleetId, initial }: Props) {
  const { data: hosts } = useHosts(fleetId, initial);
  const problems = hosts
    .filter(({ liveness }) => liveness === "online")
    .flatMap((host) => hostProblems(hostStatus(host.status)).map((problem) => ({ ...problem, host })))
    .sort((a, b) => Number(b.tone === "bad") - Number(a.tone === "bad"));
  return (
    <div className="fleet-problems" role="status">
      {problems.slice(0, shownProblems).map(({ host, tone, sentence }) => (
        <p key={host.hostId + sentence} className={`notice notice-${tone}`}>
          <span>
            <span className="strong">{host.name}</span>: {sentence}
          </span>
        </p>
      ))}
      {problems.length > shownProblems && (
        <p className="muted tiny">and {problems.length - shownProblems} more, on the Hosts tab</p>
      )}
    </div>
  );
}
