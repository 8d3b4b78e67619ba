"use client";

import type { EntitlementView } from "@fleet-persona/hub-core";
import Link from "next/link";
import { sentenceOf, trpc } from "../trpc/client.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { useFleetCommand } from "./use-fleet-command.ts";

type Props = {
  readonly fleetId: string;
  readonly entitlements: readonly EntitlementView[];
  readonly mayAssign: boolean;
};

/** The Personas the tenant got, each ready to run in shadow here. */
export function ChoosePersona({ fleetId, entitlements, mayAssign }: Props) {
  const assign = useFleetCommand(fleetId, (personaVersionId: EntitlementView["listing"]["latestVersionId"]) =>
    trpc.assignPersona.mutate({ fleetId, personaVersionId }),
  );
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
    <div className="stack stack-small">
      {assign.isError && (
        <p className="notice notice-bad" role="alert">
          {sentenceOf(assign.error)}
        </p>
      )}
      <ul role="list" className="stack stack-small" aria-label="Your Personas">
        {entitlements.map(({ entitlementId, listing }) => (
          <li key={entitlementId} className="card card-body choose">
            <div>
              <h3>
                <Link href={`/store/${listing.personaId}`}>{listing.title}</Link>{" "}
                <span className="muted mono tiny">v{listing.latestVersion}</span>
              </h3>
              <p className="muted small">{listing.summary}</p>
            </div>
            {mayAssign && (
              <button
                className="button button-primary"
                type="button"
                disabled={assign.isPending}
                onClick={() => assign.mutate(listing.latestVersionId)}
                aria-label={`Run ${listing.title} in shadow`}
              >
                {assign.isPending ? "Starting…" : "Run in shadow"}
              </button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
