"use client";

import type { AssignmentView, FleetView, Role } from "@fleet-persona/hub-core";
import { useState } from "react";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { shortFingerprint } from "../ui/figures.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { LocalTime } from "../ui/local-time.tsx";
import { mayApprove } from "./may.ts";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = { readonly fleet: FleetView; readonly assignment: AssignmentView; readonly role: Role };

/** The one decision that lets a Persona touch the hosts; it pins the publisher's key with it. */
export function ApprovePanel({ fleet, assignment, role }: Props) {
  const [note, setNote] = useState("");
  const { assignmentId } = assignment;
  const approve = useFleetCommand(fleet.fleetId, () =>
    trpc.approveAssignment.mutate({ assignmentId, note: note.trim() }),
  );
  const hosts = fleet.hosts.online + fleet.hosts.offline;
  if (assignment.approvedAt !== null) return <Approved assignment={assignment} />;
  if (hosts === 0) return <NoHostYet fleetId={fleet.fleetId} />;
  return (
    <section className="card" aria-labelledby="approve-title">
      <div className="card-head">
        <h2 id="approve-title">Approve it?</h2>
      </div>
      <div className="card-body form">
        <WhatItMeans hosts={hosts} signedBy={assignment.signedBy} />
        {mayApprove(role) ? (
          <>
            <div className="field">
              <label htmlFor="approval-note">Note for the audit log (optional)</label>
              <textarea
                id="approval-note"
                className="input"
                value={note}
                maxLength={2_000}
                onChange={(event) => setNote(event.target.value)}
              />
            </div>
            {approve.isError && (
              <p className="notice notice-bad" role="alert">
                {sentenceOf(approve.error)}
              </p>
            )}
            <button
              className="button button-primary button-large"
              type="button"
              disabled={approve.isPending}
              onClick={() => approve.mutate()}
            >
              {approve.isPending ? "Approving…" : `Approve for ${hosts} ${hosts === 1 ? "host" : "hosts"}`}
            </button>
          </>
        ) : (
          <p className="notice">An admin of this tenant can approve it.</p>
        )}
      </div>
    </section>
  );
}

function WhatItMeans({ hosts, signedBy }: { readonly hosts: number; readonly signedBy: readonly string[] }) {
  return (
    <>
      <p className="muted small">
        It may then change the configuration of {hosts === 1 ? "this fleet's host" : `this fleet's ${hosts} hosts`},
        within the bounds each host keeps in its own file. You can pause or stop it at any moment.
      </p>
      <p className="small">
        Approving pins the publisher's key:
        <br />
        {signedBy.map((fingerprint) => (
          <code key={fingerprint} className="tiny fingerprint">
            {fingerprint}
          </code>
        ))}
      </p>
    </>
  );
}

function NoHostYet({ fleetId }: { readonly fleetId: string }) {
  return (
    <section className="card" aria-label="Approval">
      <EmptyState
        title="No host to approve it for"
        action={{ href: `/fleets/${fleetId}/install`, label: "Install the agent" }}
      >
        It begins to decide in shadow once an agent is connected. Approve it when you have seen what it would do.
      </EmptyState>
    </section>
  );
}

function Approved({ assignment }: { readonly assignment: AssignmentView }) {
  return (
    <section className="card card-body stack stack-small" aria-label="Approval">
      <p className="notice notice-good" role="status">
        <span>
          Approved {assignment.approvedAt !== null && <LocalTime at={assignment.approvedAt} />}. It may act when the
          mode is active.
        </span>
      </p>
      <p className="muted tiny">
        Pinned key {assignment.signedBy.map(shortFingerprint).join(", ")}: a version signed with another key is refused
        on every host.
      </p>
    </section>
  );
}
