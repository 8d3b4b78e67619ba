"use client";

import type { AssignmentView, FleetView, Role } from "@fleet-persona/hub-core";
import Link from "next/link";
import { Card, CardBody, CardHead } from "../ui/card.tsx";
import { shortFingerprint } from "../ui/figures.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LinkButton } from "../ui/link-button.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { Notice } from "../ui/notice.tsx";
import { mayApprove } from "./may.ts";

type Props = { readonly fleet: FleetView; readonly assignment: AssignmentView; readonly role: Role };

/** How far the Persona in charge was approved, and the way to the review where that is decided. */
export function ApprovePanel({ fleet, assignment, role }: Props) {
  const hosts = fleet.hosts.online + fleet.hosts.offline;
  if (assignment.approvedAt !== null) return <Approved assignment={assignment} />;
  if (hosts === 0) return <NoHostYet fleetId={fleet.fleetId} />;
  const review = `/reviews/${assignment.personaVersionId}?fleet=${fleet.fleetId}`;
  return (
    <Card aria-labelledby="approve-title">
      <CardHead id="approve-title" title="Let it act?" />
      <CardBody className="grid gap-4">
        <p className="text-muted text-13">
          It was approved in shadow. Approved as active it may change the configuration of{" "}
          {hosts === 1 ? "this fleet's host" : `this fleet's ${hosts} hosts`}, within your bounds and those each host
          keeps in its own file. You can pause or stop it at any moment.
        </p>
        {mayApprove(role) ? (
          <LinkButton tone="primary" size="large" href={review}>
            Review it
          </LinkButton>
        ) : (
          <Notice>
            <span>
              An admin of this tenant can approve it. <Link href={review}>See its review</Link>
            </span>
          </Notice>
        )}
      </CardBody>
    </Card>
  );
}

function NoHostYet({ fleetId }: { readonly fleetId: string }) {
  return (
    <Card aria-label="Approval">
      <EmptyState title="No host yet" action={{ href: `/fleets/${fleetId}/install`, label: "Install the agent" }}>
        It begins to decide in shadow once an agent is connected. Let it act when you have seen what it would do.
      </EmptyState>
    </Card>
  );
}

function Approved({ assignment }: { readonly assignment: AssignmentView }) {
  return (
    <Card className="grid gap-3 *:min-w-0 p-4" aria-label="Approval">
      <Notice tone="good" role="status">
        <span>
          Approved {assignment.approvedAt !== null && <LocalTime at={assignment.approvedAt} />}. It may act when the
          mode is active.
        </span>
      </Notice>
      <p className="text-muted text-12">
        Pinned key {assignment.signedBy.map(shortFingerprint).join(", ")}: a version signed with another key is refused
        on every host. <Link href={`/reviews/${assignment.personaVersionId}`}>Its review</Link>
      </p>
    </Card>
  );
}
