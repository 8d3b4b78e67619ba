"use client";

import type { HostView } from "@fleet-persona/hub-core";
import { hostProblems, hostStatus } from "./host-status.ts";
import { useHosts } from "./use-fleet.ts";
import { Notice } from "../ui/notice.tsx";

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
    <div className="grid gap-2 not-empty:mt-3" role="status">
      {problems.slice(0, shownProblems).map(({ host, tone, sentence }) => (
        <Notice key={host.hostId + sentence} tone={tone} role={undefined}>
          <span className="font-medium">{host.name}</span>: {sentence}
        </Notice>
      ))}
      {problems.length > shownProblems && (
        <p className="text-muted text-12">and {problems.length - shownProblems} more, on the Hosts tab</p>
      )}
    </div>
  );
}
