"use client";

import type { FleetView, HostView, Role } from "@fleet-persona/hub-core";
import Link from "next/link";
import { shortFingerprint } from "../ui/figures.ts";
import { LocalTime } from "../ui/local-time.tsx";
import { ExperimentBanner } from "../experiments/list/experiment-banner.tsx";
import { LifecycleBanner } from "../lifecycle/lifecycle-banner.tsx";
import { FleetControls } from "./fleet-controls.tsx";
import { FleetProblems } from "./fleet-problems.tsx";
import { hostsPhrase } from "./fleet-state.ts";
import { FleetTabs } from "./fleet-tabs.tsx";
import { hostStatus } from "./host-status.ts";
import { KillSwitchBanner } from "./kill-switch-banner.tsx";
import { mayOperate } from "./may.ts";
import { PauseList } from "./pause-list.tsx";
import { StateBadge } from "./state-badge.tsx";
import { useFleet } from "./use-fleet.ts";
import { YieldedList } from "./yielded-list.tsx";

type Props = { readonly initial: FleetView; readonly hosts: readonly HostView[]; readonly role: Role };

/** Name, state, problems and controls of a fleet, above every one of its pages. */
export function FleetHeader({ initial, hosts, role }: Props) {
  const { data: fleet, isError, dataUpdatedAt } = useFleet(initial);
  return (
    <div className="bg-raised px-4 pt-4 md:px-6 md:pt-5">
      <div className="flex min-h-9 flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="text-20">{fleet.name}</h1>
        <StateBadge fleet={fleet} />
        <PersonaLine fleet={fleet} />
        {fleet.hosts.online + fleet.hosts.offline > 0 && (
          <span className="text-muted text-13">{hostsPhrase(fleet.hosts)}</span>
        )}
        {fleet.leader !== null && (
          <span
            className="text-muted text-13"
            title={`Decides the fleet-scope attributes, in epoch ${fleet.leader.epoch}`}
          >
            led by {fleet.leader.hostName}
          </span>
        )}
        {isError && (
          <span className="warn" role="status">
            hub not reached since <LocalTime at={dataUpdatedAt} as="clock" />
          </span>
        )}
        <FleetControls fleet={fleet} role={role} attributes={attributesOf(hosts)} />
      </div>
      <LifecycleBanner fleet={fleet} hosts={hosts} />
      <ExperimentBanner fleetId={fleet.fleetId} />
      <KillSwitchBanner fleet={fleet} role={role} />
      <PauseList fleet={fleet} mayOperate={mayOperate(role)} />
      <YieldedList fleet={fleet} mayOperate={mayOperate(role)} />
      <FleetProblems fleetId={fleet.fleetId} initial={hosts} />
      <FleetTabs fleetId={fleet.fleetId} />
    </div>
  );
}

function attributesOf(hosts: readonly HostView[]): readonly string[] {
  return [...new Set(hosts.flatMap(({ status }) => Object.keys(hostStatus(status)?.config ?? {})))].toSorted();
}

function PersonaLine({ fleet }: { readonly fleet: FleetView }) {
  const { assignment } = fleet;
  if (assignment === null) return null;
  const [fingerprint] = assignment.signedBy;
  return (
    <span className="text-13 inline-flex flex-wrap gap-x-2">
      <Link href={`/store/${assignment.personaId}`}>{assignment.title}</Link>{" "}
      <span className="font-mono text-[0.93em]">v{assignment.version}</span>
      {fingerprint !== undefined && (
        <span className="text-muted" title={`Signed by ${fingerprint}`}>
          <span className="font-bold text-good" aria-hidden="true">
            ✓
          </span>{" "}
          signed <code className="text-12">{shortFingerprint(fingerprint)}</code>
        </span>
      )}
    </span>
  );
}
