"use client";

import type { EntitlementView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { useState } from "react";
import { NoticeLines } from "../lifecycle/notice-lines.tsx";
import { VersionStateBadge } from "../lifecycle/version-state-badge.tsx";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { refusalOf } from "../ui/failure.ts";
import { FitCheck } from "./fit-check.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = {
  readonly fleetId: string;
  readonly entitlements: readonly EntitlementView[];
  readonly mayAssign: boolean;
};

/** The Personas the tenant got, each with whether it fits, ready to run in shadow here. */
export function ChoosePersona({ fleetId, entitlements, mayAssign }: Props) {
  if (entitlements.length === 0) {
    return (
      <div className="card">
        <EmptyState title="Your library is empty" action={{ href: "/store", label: "Find a Persona" }}>
          Get a Persona from the store, then come back and run it in shadow.
        </EmptyState>
      </div>
    );
  }
  return (
    <ul role="list" className="stack stack-small" aria-label="Your Personas">
      {entitlements.map((entitlement) => (
        <Candidate key={entitlement.entitlementId} {...{ fleetId, entitlement, mayAssign }} />
      ))}
    </ul>
  );
}

type CandidateProps = Omit<Props, "entitlements"> & { readonly entitlement: EntitlementView };

function Candidate({ fleetId, entitlement: { listing }, mayAssign }: CandidateProps) {
  const [knownMissing, setKnownMissing] = useState(false);
  const assign = useFleetCommand(fleetId, (acceptMissing: boolean) =>
    trpc.assignPersona.mutate({
      fleetId,
      personaVersionId: listing.offer?.personaVersionId ?? listing.latestVersionId,
      acceptMissing,
    }),
  );
  // What was refused for a missing signal may still be wanted: shadow changes nothing.
  const missing = knownMissing || (refusalOf(assign.error)?.startsWith("signals-missing") ?? false);
  return (
    <li className="card">
      <div className="card-body choose">
        <div>
          <h3>
            <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>{" "}
            <span className="muted mono tiny">v{listing.offer?.version ?? listing.latestVersion}</span>{" "}
            {listing.offer === null && <VersionStateBadge state={listing.latestState.state} />}
          </h3>
          <p className="muted small">{listing.summary}</p>
        </div>
        {mayAssign && listing.offer !== null && (
          <button
            className={missing ? "button" : "button button-primary"}
            type="button"
            disabled={assign.isPending}
            onClick={() => assign.mutate(missing)}
            aria-label={missing ? `Assign ${listing.title} anyway, in shadow` : `Run ${listing.title} in shadow`}
          >
            {assign.isPending ? "Starting…" : missing ? "Assign anyway, in shadow" : "Run in shadow"}
          </button>
        )}
      </div>
      {listing.offer === null ? (
        <div className="card-foot">
          <NoticeLines notices={listing.latestState.notices} />
        </div>
      ) : (
        <FitCheck fleetId={fleetId} personaVersionId={listing.offer.personaVersionId} misses={setKnownMissing} />
      )}
      {assign.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(assign.error)}
        </p>
      )}
    </li>
  );
}
