"use client";

import type { FleetView, HostView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { useHosts } from "../fleet/use-fleet.ts";
import { LinkButton } from "../ui/link-button.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { AdvisoryItem } from "./advisory-item.tsx";
import { leavingOf, leavingSentence } from "./leaving.ts";
import { NoticeLines } from "./notice-lines.tsx";

type Props = { readonly fleet: FleetView; readonly hosts: readonly HostView[] };

/** What the publisher said about the version in charge since, above every page of a fleet that runs it. */
export function LifecycleBanner({ fleet, hosts }: Props) {
  const { assignment, advisories } = fleet;
  if (assignment === null) return null;
  const { state, notices } = assignment.versionState;
  const milder = notices.filter(({ kind }) => kind !== "revoked");
  if (state === "offered" && advisories.length === 0) return null;
  return (
    <div className="mt-3 grid gap-2">
      {state === "revoked" && <RevokedBanner fleet={fleet} initial={hosts} />}
      <NoticeLines notices={state === "revoked" ? [] : milder} />
      {advisories.map((advisory) => (
        <AdvisoryItem key={advisory.advisoryId} advisory={advisory} />
      ))}
    </div>
  );
}

function RevokedBanner({ fleet, initial }: { readonly fleet: FleetView; readonly initial: readonly HostView[] }) {
  const { data: hosts } = useHosts(fleet.fleetId, initial);
  const { assignment } = fleet;
  const revocation = assignment?.versionState.notices.find(({ kind }) => kind === "revoked");
  if (assignment === null || revocation === undefined) return null;
  return (
    <section
      className="grid gap-2 rounded-3 border border-bad bg-bad-wash p-4 sm:grid-cols-[1fr_max-content] sm:items-center"
      aria-label="Revocation"
      role="alert"
    >
      <div className="grid gap-1">
        <h2>
          <span aria-hidden="true">⊘ </span>
          {assignment.title} v{assignment.version} was revoked
        </h2>
        <p>
          Its publisher revoked it <LocalTime at={revocation.saidAt} />: “{revocation.reason}”.{" "}
          {leavingSentence(leavingOf(hosts, assignment))}
        </p>
        <p className="text-13 text-muted">
          Its policy is not asked any more. A host whose wave has not begun is steered by your fallback; then it goes,
          step by step and within its bounds, to what was declared safe or what it had before any Persona, and stays
          there. <Link href="/settings/revocation">How your fleets leave a revoked Persona</Link>
        </p>
      </div>
      <LinkButton href={`/fleets/${fleet.fleetId}/persona`}>Choose another</LinkButton>
    </section>
  );
}
